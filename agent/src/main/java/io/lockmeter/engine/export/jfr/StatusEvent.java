package io.lockmeter.engine.export.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Percentage;
import jdk.jfr.Period;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;
import jdk.jfr.Unsigned;
import org.jspecify.annotations.Nullable;

/** How complete the other events are. */
@Name("lockmeter.Status")
@Registered(false)
@Label("Lockmeter Status")
@Description("What the agent observes and what it had to leave out")
@Category({"Java Application", "Lockmeter"})
@StackTrace(false)
@Period("everyChunk")
final class StatusEvent extends Event {

  @Label("Version")
  @Description("Version of the agent")
  @Nullable String version;

  @Label("Java Version")
  @Nullable String java;

  @Label("Virtual Machine")
  @Nullable String vm;

  @Label("Process")
  @Description("Process identifier of the JVM")
  long pid;

  @Label("Agent Start")
  @Description("When the agent began to record")
  @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
  long startedAt;

  @Label("Agent Uptime")
  @Description("How long the agent has recorded")
  @Timespan(Timespan.NANOSECONDS)
  long uptime;

  @Label("Window")
  @Description("Length of a window")
  @Timespan(Timespan.NANOSECONDS)
  long window;

  @Label("Limit of Wait Ratio")
  @Description("A lock is flagged when its wait ratio stays above")
  @Percentage
  double flagRatio;

  @Label("Monitors")
  @Description("How monitors are timed: rewrite, jfr or off")
  @Nullable String monitors;

  @Label("Locks")
  @Description("Locks of java.util.concurrent that are timed")
  @Nullable String locks;

  @Label("Self-Test")
  @Description("passed, or what failed")
  @Nullable String selfTest;

  @Label("Classes Rewritten")
  @Description("Classes with at least one rewritten monitor")
  @Unsigned
  int classesRewritten;

  @Label("Classes Skipped")
  @Description("Classes with a monitor that was left as it is")
  @Unsigned
  int classesSkipped;

  @Label("Locks Tracked")
  @Description("Locks seen, by name and kind")
  @Unsigned
  int locksTracked;

  @Label("Dropped Details")
  @Description("What was not recorded, by reason")
  @Unsigned
  long dropped;

  @Label("Dropped Details by Reason")
  @Nullable String droppedReasons;

  @Label("Suppressed Events")
  @Description("Lock Wait events beyond the limit per second")
  @Unsigned
  long suppressed;
}
