package io.lockmeter.engine.export.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import jdk.jfr.Unsigned;
import org.jspecify.annotations.Nullable;

/** One place in the code where threads waited for a lock, or held it while others waited. */
@Name("lockmeter.LockSite")
@Registered(false)
@Label("Lock Site")
@Description("A place in the code where threads waited for a lock, or held it while others waited")
@Category({"Java Application", "Lockmeter"})
@StackTrace(false)
@Period("60 s")
final class LockSiteEvent extends Event {

  static final String WAITED = "waited";
  static final String HELD = "held";

  @Label("Lock")
  @Description("What the developer would call the lock")
  @LockName
  @Nullable String lock;

  @Label("Lock Kind")
  @Nullable String kind;

  @Label("Role")
  @Description("waited: threads waited here; held: the release here ended the waits of others")
  @Nullable String role;

  @Label("Site")
  @Description("Class, method and line")
  @Nullable String site;

  @Label("Thread")
  @Description("The last thread that held the lock here; empty where threads waited")
  @Nullable String thread;

  @Label("Contended Acquisitions")
  @Description("Estimated contended acquisitions from here, since the agent started")
  @Unsigned
  long contended;

  @Label("Wait Time")
  @Description("Estimated wait here, or for who held the lock here, since the agent started")
  @Timespan(Timespan.NANOSECONDS)
  long waitTime;
}
