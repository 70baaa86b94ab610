package io.lockmeter.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every jcstress test of this module ({@code *Stress}), in JVMs of its own: a few seconds for
 * each, or with the system property {@code lockmeter.thorough} as long as jcstress does by default,
 * with all its combinations of compilers.
 */
class StressIT {

  private static final List<String> THOROUGH = List.of("-m", "default");
  private static final List<String> BRIEF =
      List.of("-m", "quick", "-iters", "3", "-sc", "false", "-jvmArgs", "-XX:-TieredCompilation");

  @TempDir Path results;

  @Test
  void noForbiddenOutcomeIsSeen() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("org.openjdk.jcstress.Main");
    command.addAll(Boolean.getBoolean("lockmeter.thorough") ? THOROUGH : BRIEF);
    Path output = results.resolve("output.txt");
    Process jcstress =
        new ProcessBuilder(command)
            .directory(results.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    jcstress.waitFor();

    String printed = Files.readString(output);
    assertThat(jcstress.exitValue()).as(printed).isZero();
    assertThat(printed)
        .contains("Failed tests: No matches.", "Error tests: No matches.")
        .containsPattern("All remaining tests: \\d+ matching test results");
  }
}
