package io.lockmeter.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleAppTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) throws InterruptedException {
    return SampleApp.run(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        arguments);
  }

  @ParameterizedTest
  @ValueSource(strings = {"coarse", "fine"})
  void run_printsRateAndLatencies(String locking) throws InterruptedException {
    int status = run("--locking=" + locking, "--seconds=1", "--clients=3");

    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(status).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("locking   " + locking + ", 3 clients, "),
            line -> assertThat(line).matches("requests  [1-9]\\d*, [\\d.]+ per second, 0 failed"),
            line ->
                assertThat(line)
                    .matches(
                        "latency   p50 [\\d.]+ ms, p95 [\\d.]+ ms, p99 [\\d.]+ ms, max [\\d.]+ ms"),
            line -> assertThat(line).startsWith("books     balanced: "));
  }

  @Test
  void help_isPrinted() throws InterruptedException {
    assertThat(run("--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("usage: ").contains("--locking");
  }

  @Test
  void badOption_isOneLineAndStatusTwo() throws InterruptedException {
    assertThat(run("--clients=0")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("sample-app: --clients must be a number from 1 to 256");
    assertThat(out.size()).isZero();
  }

  @Test
  void portInUse_isOneLineAndStatusOne() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(run("--port=" + taken.getLocalPort())).isEqualTo(1);
      assertThat(err.toString(StandardCharsets.UTF_8).lines())
          .singleElement()
          .asString()
          .contains("cannot listen on port " + taken.getLocalPort());
    }
  }
}
