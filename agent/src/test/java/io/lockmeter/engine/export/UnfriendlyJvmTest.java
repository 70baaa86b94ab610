package io.lockmeter.engine.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.engine.config.Config.LogLevel;
import io.lockmeter.engine.config.HttpConfig;
import io.lockmeter.engine.export.http.Endpoint;
import io.lockmeter.engine.export.jfr.JfrExporter;
import io.lockmeter.engine.export.metrics.LockMetrics;
import io.lockmeter.engine.export.metrics.PrometheusExporter;
import io.lockmeter.engine.instrument.Coverage;
import io.lockmeter.engine.logging.Logging;
import io.lockmeter.testing.Processes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Child JVMs in which exporters do not find what they would like to have. */
final class UnfriendlyJvmTest {

  @Test
  void eachMissingModuleIsOneLineAndAllElseGoesOn() throws Exception {
    assertThat(run("--limit-modules=java.base,java.instrument"))
        .hasSize(3)
        .anyMatch(line -> line.contains("WARN") && line.contains("--add-modules jdk.jfr"))
        .endsWith("runs on, jfr false, endpoint true, metrics true");
  }

  @Test
  void flightRecorderThatIsSwitchedOffIsOneLine() throws Exception {
    assertThat(run("-XX:-FlightRecorder"))
        .anyMatch(line -> line.contains("WARN") && line.contains("set jfr=false"))
        .endsWith("runs on, jfr false, endpoint true, metrics true");
  }

  @Test
  void nothingIsMissingInAnOrdinaryJvm() throws Exception {
    assertThat(run("-Dx=y"))
        .noneMatch(line -> line.contains("WARN"))
        .endsWith("runs on, jfr true, endpoint true, metrics true");
  }

  @Test
  void settingsForTheApplicationsPrometheusClientThatOursRefusesAreOneLine() throws Exception {
    assertThat(run("-Dio.prometheus.bogus=1"))
        .hasSize(3)
        .anyMatch(line -> line.contains("WARN") && line.contains("io.prometheus.bogus"))
        .endsWith("runs on, jfr true, endpoint true, metrics false");
  }

  private static List<String> run(String option) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(option);
    command.add("--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Child.class.getName());
    Process process = Processes.of(command).redirectErrorStream(true).start();
    List<String> lines = process.inputReader().lines().toList();
    assertThat(process.waitFor()).as("%s", lines).isZero();
    return lines;
  }

  /** What the child JVM runs. */
  static final class Child {

    private Child() {}

    public static void main(String[] arguments) {
      Logging.start(LogLevel.INFO);
      JfrExporter jfr = new JfrExporter();
      jfr.start(Snapshots::of, new Coverage(), "1");
      Endpoint endpoint = Endpoint.start(HttpConfig.local(0), List.of());
      PrometheusExporter metrics =
          PrometheusExporter.start(new LockMetrics(Snapshots::of, 1, "1", "off"));
      System.out.println(
          "runs on, jfr %s, endpoint %s, metrics %s"
              .formatted(jfr.started(), endpoint != null, metrics != null));
    }
  }
}
