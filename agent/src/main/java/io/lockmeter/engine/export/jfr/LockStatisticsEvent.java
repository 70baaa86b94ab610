package io.lockmeter.engine.export.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Percentage;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import jdk.jfr.Unsigned;
import org.jspecify.annotations.Nullable;

/** The totals of one lock since the agent started; short waits count here as much as long ones. */
@Name("lockmeter.LockStatistics")
@Label("Lock Statistics")
@Description("Totals of one lock since the agent started")
@Category({"Java Application", "Lockmeter"})
@StackTrace(false)
@Period("10 s")
final class LockStatisticsEvent extends Event {

  @Label("Lock")
  @Nullable String lock;

  @Label("Lock Kind")
  @Nullable String kind;

  @Label("Lock Class")
  @Nullable String lockClass;

  @Label("Acquisitions")
  @Description("Estimated acquisitions, contended and not")
  @Unsigned
  long acquisitions;

  @Label("Contended Acquisitions")
  @Unsigned
  long contended;

  @Label("Abandoned Waits")
  @Description("Waits that timed out or were interrupted")
  @Unsigned
  long abandoned;

  @Label("Wait Time")
  @Timespan(Timespan.NANOSECONDS)
  long waitTime;

  @Label("Longest Wait")
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
  @Unsigned
  int waiters;

  @Label("Wait Ratio")
  @Description("Wait time divided by execution time, since the agent started")
  @Percentage
  double waitRatio;

  @Label("Wait Ratio of Last Window")
  @Percentage
  double waitRatioWindow;

  @Label("Flagged")
  boolean flagged;
}
