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
import jdk.jfr.Unsigned;
import org.jspecify.annotations.Nullable;

/** The totals of one lock since the agent started; short waits count here as much as long ones. */
@Name("lockmeter.LockStatistics")
@Registered(false)
@Label("Lock Statistics")
@Description("Totals of one lock since the agent started")
@Category({"Java Application", "Lockmeter"})
@StackTrace(false)
@Period("10 s")
final class LockStatisticsEvent extends Event {

  @Label("Lock")
  @Description("What the developer would call the lock")
  @LockName
  @Nullable String lock;

  @Label("Lock Kind")
  @Nullable String kind;

  @Label("Lock Class")
  @Nullable String lockClass;

  @Label("Lock Objects")
  @Description("How many lock objects had this name")
  @Unsigned
  int instances;

  @Label("Acquisitions")
  @Description("Estimated acquisitions, contended and not")
  @Unsigned
  long acquisitions;

  @Label("Contended Acquisitions")
  @Description("Attempts that had to wait, abandoned ones included")
  @Unsigned
  long contended;

  @Label("Abandoned Waits")
  @Description("Waits that timed out or were interrupted")
  @Unsigned
  long abandoned;

  @Label("Wait Time")
  @Description("Exact wait since the agent started, waits in flight included")
  @Timespan(Timespan.NANOSECONDS)
  long waitTime;

  @Label("Longest Wait")
  @Description("Longest single wait since the agent started")
  @Timespan(Timespan.NANOSECONDS)
  long maxWait;

  @Label("Hold Time")
  @Description("Estimated time for which the lock was held")
  @Timespan(Timespan.NANOSECONDS)
  long holdTime;

  @Label("Execution Time")
  @Description("Time in which the threads that attempted the lock were not idle")
  @Timespan(Timespan.NANOSECONDS)
  long executionTime;

  @Label("Waiting Threads")
  @Description("Threads that wait at this moment")
  @Unsigned
  int waiters;

  @Label("Wait Ratio")
  @Description("Wait time divided by execution time, since the agent started")
  @Percentage
  double waitRatio;

  @Label("Wait Ratio of Last Window")
  @Description("The same over the last complete window")
  @Percentage
  double waitRatioWindow;

  @Label("Wait Ratio of Worst Window")
  @Description("The same over the worst window since the agent started")
  @Percentage
  double waitRatioPeak;

  @Label("Flagged")
  @Description("Whether the lock is flagged now")
  boolean flagged;

  @Label("Ever Flagged")
  @Description("Whether the lock was flagged at any time since the agent started")
  boolean everFlagged;

  @Label("Agent Uptime")
  @Description("How long the agent has recorded; the same for all events of one moment")
  @Timespan(Timespan.NANOSECONDS)
  long uptime;
}
