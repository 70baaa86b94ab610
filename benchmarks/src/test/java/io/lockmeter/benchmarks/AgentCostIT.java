package io.lockmeter.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as it is run: its own jar, and the agent's. */
final class AgentCostIT {

  @TempDir Path directory;

  @Test
  void printsWhatALockCostsWithoutAndWithTheAgent() throws Exception {
    Result result =
        run("--quick", "--agent", System.getProperty("lockmeter.jar"), "synchronizedMethod");

    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.out())
        .containsPattern("synchronizedMethod +\\d+\\.\\d\\d +\\d+\\.\\d\\d +\\d+\\.\\d\\d");
  }

  @Test
  void saysInOneLineThatTheAgentIsMissing() throws Exception {
    Result result = run("--quick", "--agent", "no-such.jar");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err().strip())
        .startsWith("benchmarks: no-such.jar is not there")
        .hasLineCount(1);
  }

  @Test
  void refusesAnUnknownOption() throws Exception {
    Result result = run("--quik");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err().strip()).isEqualTo("benchmarks: unknown option --quik; see --help");
  }

  private Result run(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of("target", "benchmarks.jar").toString()));
    command.addAll(List.of(arguments));
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    int status =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start()
            .waitFor();
    return new Result(
        status,
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  private record Result(int status, String out, String err) {}
}
