package io.lockmeter.locks;

import io.lockmeter.locks.ProfiledLock.Statistics;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;

/** A contended acquisition that is seen is seen as an acquisition with its wait. */
@JCStressTest
@Outcome(
    id = {"0, 0, 0", "1, 0, 0", "0, 0, 5", "1, 0, 5", "1, 1, 5"},
    expect = Expect.ACCEPTABLE,
    desc = "Before, during or after the acquisition.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Contended, but not acquired or no wait.")
@State
public class LockTotalsStress {

  private final LockTotals totals = new LockTotals("lock", "other");

  @Actor
  public void acquire() {
    totals.acquiredAfter(5);
  }

  @Actor
  public void read(JJJ_Result result) {
    Statistics seen = totals.read();
    result.r1 = seen.acquisitions();
    result.r2 = seen.contended();
    result.r3 = seen.waitNanos();
  }
}
