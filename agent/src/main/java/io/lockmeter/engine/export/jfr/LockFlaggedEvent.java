package io.lockmeter.engine.export.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Percentage;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import jdk.jfr.Unsigned;
import org.jspecify.annotations.Nullable;

/** The moment at which a lock is flagged or cleared. */
@Name("lockmeter.LockFlagged")
@Registered(false)
@Label("Lock Flagged")
@Description("A lock crossed the limit of the wait ratio, or fell back under it")
@Category({"Java Application", "Lockmeter"})
@StackTrace(false)
final class LockFlaggedEvent extends Event {

  @Label("Flagged")
  @Description("True when the lock is flagged, false when it is cleared")
  boolean flagged;

  @Label("Lock")
  @Description("What the developer would call the lock")
  @LockName
  @Nullable String lock;

  @Label("Lock Kind")
  @Nullable String kind;

  @Label("Wait Ratio")
  @Description("Wait time divided by execution time, in the last window")
  @Percentage
  double waitRatio;

  @Label("Contended Acquisitions")
  @Description("Since the agent started")
  @Unsigned
  long contended;

  @Label("Wait Time")
  @Description("Since the agent started")
  @Timespan(Timespan.NANOSECONDS)
  long waitTime;

  @Label("Top Site")
  @Description("Where in the code threads waited most")
  @Nullable String topSite;

  @Label("Top Holder")
  @Description("Where in the code the lock was released that threads waited for most")
  @Nullable String topHolder;
}
