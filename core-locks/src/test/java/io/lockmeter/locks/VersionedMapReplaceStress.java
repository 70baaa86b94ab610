package io.lockmeter.locks;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJI_Result;

/** Of two who replace the same version one succeeds, and the loser changes nothing. */
@JCStressTest
@Outcome(
    id = {"2, 0, 10", "0, 2, 20"},
    expect = Expect.ACCEPTABLE,
    desc = "One replaced the version that both saw.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Both or none, or the value of the other.")
@State
public class VersionedMapReplaceStress {

  private final VersionedMap<String, Integer> map = new VersionedMap<>();

  public VersionedMapReplaceStress() {
    map.put("key", 1);
  }

  @Actor
  public void first(JJI_Result result) {
    result.r1 = map.replaceIfVersion("key", 1, 10);
  }

  @Actor
  public void second(JJI_Result result) {
    result.r2 = map.replaceIfVersion("key", 1, 20);
  }

  @Arbiter
  public void rest(JJI_Result result) {
    result.r3 = map.asMap().get("key");
  }
}
