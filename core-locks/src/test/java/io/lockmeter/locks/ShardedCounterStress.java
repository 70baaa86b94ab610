package io.lockmeter.locks;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** No addition is lost beside a reset, also when the shards are replaced in between. */
@JCStressTest
@Outcome(
    id = {"0, 3", "1, 2", "3, 0"},
    expect = Expect.ACCEPTABLE,
    desc = "Each addition is in one of the two sums.")
@Outcome(expect = Expect.FORBIDDEN, desc = "An addition was lost, or counted twice.")
@State
public class ShardedCounterStress {

  private final ShardedCounter counter = new ShardedCounter(4);

  public ShardedCounterStress() {
    counter.grow(null);
  }

  @Actor
  public void add() {
    counter.add(1);
    counter.add(2);
  }

  @Actor
  public void growAndReset(JJ_Result result) {
    counter.grow(counter.shards);
    result.r1 = counter.sumThenReset();
  }

  @Arbiter
  public void rest(JJ_Result result) {
    result.r2 = counter.sum();
  }
}
