package io.lockmeter.engine.cli.top;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Shows the locks of a JVM until it is told to end.
 *
 * @param interval from one refresh to the next
 * @param order what the locks are sorted by
 * @param lines how many locks are shown at most
 * @param count how many refreshes there are
 */
public record Top(Duration interval, Order order, int lines, long count) {

  /** Returns after the last refresh, or once nobody reads {@code out} any more. */
  public void run(ReportSource source, PrintStream out)
      throws NoReportException, InterruptedException {
    TopScreen screen = new TopScreen(out, Terminal.ofStdout(), lines);
    Observation before = null;
    long next = System.nanoTime();
    for (long done = 0; done < count; done++) {
      if (done > 0) {
        next = Math.max(next + interval.toNanos(), System.nanoTime());
        TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
      }
      Observation now = Observation.of(source.read());
      if (!screen.show(new TopTable(now, sorted(now, before)))) {
        return;
      }
      before = now;
    }
  }

  private List<LockRow> sorted(Observation now, @Nullable Observation before) {
    List<LockRow> rows = new ArrayList<>(LockRow.of(now, before));
    rows.sort(order.rows());
    return rows;
  }
}
