package io.lockmeter.locks;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/** No addition is lost when two threads collide in a new counter, which then grows. */
@JCStressTest
@Outcome(id = "-2", expect = Expect.ACCEPTABLE, desc = "All additions are in the sum.")
@Outcome(expect = Expect.FORBIDDEN, desc = "An addition was lost, or counted twice.")
@State
public class ShardedCounterGrowthStress {

  private final ShardedCounter counter = new ShardedCounter(4);

  @Actor
  public void addTo() {
    counter.add(1);
    counter.add(3);
  }

  @Actor
  public void takeFrom() {
    counter.add(-2);
    counter.add(-4);
  }

  @Arbiter
  public void sum(J_Result result) {
    result.r1 = counter.sum();
  }
}
