package io.lockmeter.locks;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJJ_Result;

/** A snapshot has all of an update or nothing, and a reset loses none. */
@JCStressTest
@Outcome(
    id = {"0, 0, 3, -3", "1, -1, 2, -2", "3, -3, 0, 0"},
    expect = Expect.ACCEPTABLE,
    desc = "Each update is whole, in one of the two snapshots.")
@Outcome(expect = Expect.FORBIDDEN, desc = "An update was torn, lost, or counted twice.")
@State
public class ShardedCountersStress {

  private final ShardedCounters counters = new ShardedCounters(2, 2);

  @Actor
  public void add() {
    counters.add(0, 1, 1, -1);
    counters.add(0, 2, 1, -2);
  }

  @Actor
  public void growAndReset(JJJJ_Result result) {
    counters.grow(counters.shards);
    long[] taken = counters.snapshotThenReset();
    result.r1 = taken[0];
    result.r2 = taken[1];
  }

  @Arbiter
  public void rest(JJJJ_Result result) {
    long[] rest = counters.snapshot();
    result.r3 = rest[0];
    result.r4 = rest[1];
  }
}
