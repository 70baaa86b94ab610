package io.lockmeter.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.testing.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandLineToolIT {

  @ParameterizedTest
  @ValueSource(strings = {"version", "--version"})
  void printsTheVersionOfTheJar(String argument) throws Exception {
    ChildJvm.Result result = ChildJvm.runJar(argument);

    assertThat(result.exit()).isZero();
    assertThat(result.out())
        .startsWith(
            "lockmeter "
                + System.getProperty("lockmeter.version")
                + " (Java "
                + System.getProperty("java.version")
                + ", ");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void helpGoesToStdout() throws Exception {
    ChildJvm.Result result = ChildJvm.runJar("--help");

    assertThat(result.exit()).isZero();
    assertThat(result.out())
        .startsWith("Usage: java -jar lockmeter-agent.jar ")
        .contains("version  Print the version")
        .contains("Exit status: 0 done, 1 could not be done, 2 wrong usage.");
    assertThat(result.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "bogus", "version extra", "--bogus"})
  void wrongUsageIsToldOnStderr(String arguments) throws Exception {
    String[] words = arguments.isEmpty() ? new String[0] : arguments.split(" ", -1);

    ChildJvm.Result result = ChildJvm.runJar(words);

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("Usage: java -jar lockmeter-agent.jar");
  }
}
