package io.lockmeter.engine.instrument.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.testing.FinishedProgram;
import io.lockmeter.testing.JavaProgram;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rewritten code in a JVM of its own, under the agent. */
class RewrittenCodeIT {

  @Test
  void programGivesTheSameUnderTheAgent() {
    FinishedProgram without = JavaProgram.of(ShapesProgram.class).run();
    FinishedProgram under =
        JavaProgram.of(ShapesProgram.class).withAgent("").jvm("-Xlog:monitormismatch=info").run();
    List<String> out = new ArrayList<>(under.stdout());
    List<String> mismatches = out.stream().filter(line -> line.contains("mismatch")).toList();
    out.removeAll(mismatches);
    assertThat(out).isEqualTo(without.stdout()).hasSizeGreaterThan(60);
    assertThat(under.otherStderr()).isEmpty();
    assertThat(under.report().coverage().classesRewritten()).isGreaterThan(8);
    // What the JIT does not take is left as it was.
    assertThat(mismatches).allMatch(line -> line.contains("nestedOnTheSame"));
  }
}
