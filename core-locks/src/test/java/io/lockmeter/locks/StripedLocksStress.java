package io.lockmeter.locks;

import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Who takes the locks of two keys, in whatever order, sees what the one before did. */
@JCStressTest
@Outcome(
    id = {"1, 2, 2", "2, 1, 2"},
    expect = Expect.ACCEPTABLE,
    desc = "One after the other.")
@Outcome(expect = Expect.FORBIDDEN, desc = "At the same time, or one did not see the other.")
@State
public class StripedLocksStress {

  private static final int LOW = StripedKeys.of(2, 0);
  private static final int HIGH = StripedKeys.of(2, 1);

  private final StripedLocks locks = new StripedLocks(2);
  private int number;

  @Actor
  public void ascending(III_Result result) {
    try (StripedLocks.Held held = locks.acquireAll(List.of(LOW, HIGH))) {
      result.r1 = ++number;
    }
  }

  @Actor
  public void descending(III_Result result) {
    try (StripedLocks.Held held = locks.acquireAll(List.of(HIGH, LOW))) {
      result.r2 = ++number;
    }
  }

  @Arbiter
  public void rest(III_Result result) {
    result.r3 = number;
  }
}
