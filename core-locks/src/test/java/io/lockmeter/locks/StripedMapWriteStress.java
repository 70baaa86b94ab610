package io.lockmeter.locks;

import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A transaction and a function for one of its keys exclude each other. */
@JCStressTest
@Outcome(
    id = {"1, 2", "2, 2"},
    expect = Expect.ACCEPTABLE,
    desc = "One after the other.")
@Outcome(expect = Expect.FORBIDDEN, desc = "One was lost.")
@State
public class StripedMapWriteStress {

  private static final int LOW = StripedKeys.of(2, 0);
  private static final int HIGH = StripedKeys.of(2, 1);

  private final StripedMap<Integer, Integer> map = new StripedMap<>(2);

  public StripedMapWriteStress() {
    map.put(HIGH, 0);
  }

  @Actor
  public void transact() {
    map.transact(List.of(LOW, HIGH), txn -> txn.put(HIGH, txn.get(HIGH) + 1));
  }

  @Actor
  public void merge(II_Result result) {
    result.r1 = map.merge(HIGH, 1, Integer::sum);
  }

  @Arbiter
  public void rest(II_Result result) {
    result.r2 = map.snapshot().get(HIGH);
  }
}
