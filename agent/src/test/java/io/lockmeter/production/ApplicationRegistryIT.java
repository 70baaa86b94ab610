package io.lockmeter.production;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.testing.FinishedProgram;
import io.lockmeter.testing.JavaProgram;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lock meters in registries of applications of a container, whatever these are like. */
final class ApplicationRegistryIT {

  private static final String OPTIONS = "jfr=false,jdk.monitors=off,metrics=app";

  @TempDir private static Path classes;

  @BeforeAll
  static void compile() throws Exception {
    RegistryProgram.compile("ShopMeters", "micrometer-oldest", classes);
  }

  @Test
  void eachApplicationShowsTheMetersAndIsCollected() throws Exception {
    FinishedProgram program =
        JavaProgram.of(Deployments.class)
            .withAgent(OPTIONS)
            .arguments(
                "contend",
                "deploy=open=" + application("micrometer-oldest"),
                "show",
                "contend",
                "show",
                "undeploy",
                "deploy=open=" + application("micrometer-newest"),
                "show",
                "contend",
                "show",
                "undeploy")
            .run();
    assertThat(program.exitCode()).isZero();
    assertThat(program.otherStderr()).isEmpty();
    assertThat(program.stdout())
        .containsExactly(
            "deployed", "right", "right", "collected", "deployed", "right", "right", "collected");
    assertThat(metricsLog(program))
        .hasSize(2)
        .allMatch(line -> line.contains(" INFO metrics: the meters are in Metrics.globalRegistry"));
  }

  @Test
  void whatDoesNotFitIsOneLineAndTheApplicationUntouched() throws Exception {
    FinishedProgram program =
        JavaProgram.of(Deployments.class)
            .withAgent(OPTIONS)
            .arguments(
                "contend",
                "deploy=open=" + application("micrometer-too-old"),
                "deploy=openToNobody=" + application("micrometer-oldest"),
                "deploy=openUnderOtherNames=" + application("micrometer-newest"),
                "deploy=openWithFaults=" + application("micrometer-newest"),
                "next",
                "count")
            .run(ApplicationRegistryIT::fourWarnings);
    assertThat(program.exitCode()).isZero();
    assertThat(program.otherStderr()).isEmpty();
    List<String> warnings =
        metricsLog(program).stream().filter(line -> line.contains(" WARN ")).toList();
    assertThat(warnings)
        .hasSize(4)
        .anyMatch(line -> line.contains("Micrometer 1.5 or later"))
        .anyMatch(line -> line.contains(" 1.5.0 ") && line.contains("denies or renames"))
        .anyMatch(line -> line.contains(" 1.17.2 ") && line.contains("denies or renames"))
        .anyMatch(line -> line.contains("rejects") && line.contains("no lockmeter.contended"));
    List<String> left = program.stdout().stream().filter(line -> line.startsWith("left ")).toList();
    assertThat(left).hasSize(4).allMatch(line -> line.endsWith(", own sales 1.0"));
    assertThat(left.get(0)).startsWith("left 0,");
    assertThat(left.get(3)).startsWith("left 0,");
  }

  @Test
  void anAgentThatComesLateFindsTheRegistryThatIsThere() throws Exception {
    FinishedProgram program =
        JavaProgram.of(Deployments.class)
            .jvm("-Djdk.attach.allowAttachSelf=true", "-XX:+EnableDynamicAgentLoading")
            .arguments(
                "deploy=open=" + application("micrometer-oldest"),
                "attach=" + JavaProgram.agentJar(),
                "contend",
                "show",
                "undeploy")
            .run();
    assertThat(program.exitCode()).isZero();
    assertThat(program.stdout()).containsExactly("deployed", "right", "collected");
  }

  private static String application(String micrometer) throws Exception {
    return RegistryProgram.jars(micrometer) + File.pathSeparator + classes;
  }

  private static boolean fourWarnings(List<String> lines) {
    return lines.stream().filter(line -> line.contains(" WARN metrics: ")).count() >= 4;
  }

  private static List<String> metricsLog(FinishedProgram program) {
    return program.agentLog().stream().filter(line -> line.contains(" metrics: ")).toList();
  }
}
