package io.lockmeter.locks;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** Two updates of one shard lose nothing of each other: one is in it, or one goes elsewhere. */
@JCStressTest
@Outcome(id = "4, -6", expect = Expect.ACCEPTABLE, desc = "All updates are in the sums.")
@Outcome(expect = Expect.FORBIDDEN, desc = "An update was lost, or counted twice.")
@State
public class ShardedCountersExclusionStress {

  private final ShardedCounters counters = new ShardedCounters(2, 1);

  @Actor
  public void add1() {
    counters.add(0, 1, 1, -1);
    counters.add(0, 1, 1, -1);
  }

  @Actor
  public void add2() {
    counters.add(0, 1, 1, -2);
    counters.add(new long[] {1, -2});
  }

  @Arbiter
  public void snapshot(JJ_Result result) {
    long[] snapshot = counters.snapshot();
    result.r1 = snapshot[0];
    result.r2 = snapshot[1];
  }
}
