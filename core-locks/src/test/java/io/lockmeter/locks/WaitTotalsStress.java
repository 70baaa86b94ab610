package io.lockmeter.locks;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;

/** No wait is lost that threads add at the same time. */
@JCStressTest
@Outcome(id = "2, 7, 4", expect = Expect.ACCEPTABLE, desc = "Both waits are there.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A wait was lost.")
@State
public class WaitTotalsStress {

  private final WaitTotals totals = new WaitTotals();

  @Actor
  public void first() {
    totals.addConcurrently(3);
  }

  @Actor
  public void second() {
    totals.addConcurrently(4);
  }

  @Arbiter
  public void rest(JJJ_Result result) {
    result.r1 = totals.inBucket(0);
    result.r2 = totals.total();
    result.r3 = totals.max();
  }
}
