package io.lockmeter.locks;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IJ_Result;

/** Who sees a value sees what was written to it before it was put, and its own version. */
@JCStressTest
@Outcome(
    id = {"0, 0", "1, 1", "2, 2"},
    expect = Expect.ACCEPTABLE,
    desc = "Absent, or a whole value with its version.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A value half written, or with another's version.")
@State
public class VersionedMapPublicationStress {

  private final VersionedMap<String, Box> map = new VersionedMap<>();

  private static final class Box {
    int content;

    Box(int content) {
      this.content = content;
    }
  }

  @Actor
  public void put() {
    map.put("key", new Box(1));
    map.put("key", new Box(2));
  }

  @Actor
  public void get(IJ_Result result) {
    Versioned<Box> seen = map.get("key");
    if (seen != null) {
      result.r1 = seen.value().content;
      result.r2 = seen.version();
    }
  }
}
