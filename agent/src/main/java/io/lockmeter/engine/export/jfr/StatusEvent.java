package io.lockmeter.engine.export.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import jdk.jfr.Unsigned;
import org.jspecify.annotations.Nullable;

/** How complete the other events are. */
@Name("lockmeter.Status")
@Label("Lockmeter Status")
@Description("What the agent observes and what it had to leave out")
@Category({"Java Application", "Lockmeter"})
@StackTrace(false)
@Period("everyChunk")
final class StatusEvent extends Event {

  @Label("Version")
  @Nullable String version;

  @Label("Monitors")
  @Description("How monitors are timed: rewrite, jfr or off")
  @Nullable String monitors;

  @Label("Classes Rewritten")
  @Unsigned
  int classesRewritten;

  @Label("Classes Skipped")
  @Unsigned
  int classesSkipped;

  @Label("Locks Tracked")
  @Unsigned
  int locksTracked;

  @Label("Dropped Details")
  @Description("Details that were not recorded; totals are exact all the same")
  @Unsigned
  long dropped;

  @Label("Suppressed Events")
  @Description("Lock Wait events beyond the limit per second")
  @Unsigned
  long suppressed;
}
