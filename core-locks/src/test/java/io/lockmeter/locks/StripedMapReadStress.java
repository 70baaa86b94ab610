package io.lockmeter.locks;

import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Who has read one of two values that were written together cannot miss the other. */
@JCStressTest
@Outcome(
    id = {"0, 0", "0, 1", "1, 1"},
    expect = Expect.ACCEPTABLE,
    desc = "Before, meanwhile, or after.")
@Outcome(id = "1, 0", expect = Expect.FORBIDDEN, desc = "Saw half of a transaction.")
@State
public class StripedMapReadStress {

  private static final int LOW = StripedKeys.of(2, 0);
  private static final int HIGH = StripedKeys.of(2, 1);

  private final StripedMap<Integer, Integer> map = new StripedMap<>(2);

  public StripedMapReadStress() {
    map.put(LOW, 0);
    map.put(HIGH, 0);
  }

  @Actor
  public void write() {
    map.transact(
        List.of(LOW, HIGH),
        txn -> {
          txn.put(LOW, 1);
          return txn.put(HIGH, 1);
        });
  }

  @Actor
  public void read(II_Result result) {
    result.r1 = map.get(HIGH);
    result.r2 = map.get(LOW);
  }
}
