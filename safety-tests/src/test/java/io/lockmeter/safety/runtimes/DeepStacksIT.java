package io.lockmeter.safety.runtimes;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.testing.FinishedProgram;
import io.lockmeter.testing.JavaProgram;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Locks where the stack ends. */
class DeepStacksIT {

  @Test
  void noMonitorIsLeftHeldAndEveryOtherLockCanBeGivenBack() {
    FinishedProgram program = JavaProgram.of(DeepStacks.class).withAgent("").run();

    assertThat(program.exitCode()).as("%s", program.stderr()).isEqualTo(KnownContention.EXIT);
    assertThat(program.stdout()).contains(DeepStacks.OUT, DeepStacks.OVERFLOWED);
    assertThat(program.report().coverage().selfTest()).isEqualTo("passed");
    // Sums of waits that were never ended would show here.
    assertThat(program.report().totalWaitSeconds())
        .isBetween(0.0, 3 * program.report().uptimeSeconds());
  }

  /** Interpreted, frames are of the same size every time, and so the two can be compared. */
  @Test
  void errorsLeaveNoMoreLocksUndecidedThanWithoutTheAgent() {
    Map<String, Integer> without = undecided(JavaProgram.of(DeepStacks.class));
    Map<String, Integer> under = undecided(JavaProgram.of(DeepStacks.class).withAgent(""));

    assertThat(without).isNotEmpty();
    assertThat(under).isEqualTo(without);
  }

  private static Map<String, Integer> undecided(JavaProgram program) {
    List<String> lines = program.jvm("-Xint").run().stdout();
    return lines.stream()
        .filter(line -> line.startsWith(DeepStacks.UNCLEAR))
        .map(line -> line.split("\t", -1))
        // The whole of writeLock is what the JVM protects, with the call of the probe in it.
        .filter(cells -> !cells[2].matches("free Stamped.*, got"))
        .collect(Collectors.toMap(cells -> cells[2], cells -> Integer.parseInt(cells[1])));
  }
}
