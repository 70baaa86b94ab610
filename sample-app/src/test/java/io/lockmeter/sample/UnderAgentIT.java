package io.lockmeter.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged shop in a JVM of its own, under the agent as it was built, as the README has it. */
@Timeout(420)
class UnderAgentIT {

  private static final Path AGENT =
      Path.of(System.getProperty("lockmeter.jar", "../agent/target/lockmeter-agent.jar"));
  private static final Path SHOP = Path.of("target", "sample-app.jar").toAbsolutePath();

  @TempDir private Path directory;

  @BeforeEach
  void builtBefore() {
    assertThat(AGENT).as("the agent's jar, of module agent").isRegularFile();
    assertThat(SHOP).isRegularFile();
  }

  @Test
  void coarse_flagsTheShopsLock() throws Exception {
    List<String> report = report("coarse", "locks.txt");

    assertThat(report)
        .filteredOn(line -> line.contains("flagged:"))
        .singleElement()
        .asString()
        .contains(CoarseShop.class.getName() + ".lock");
    assertThat(report)
        .anyMatch(line -> line.matches(" *waited at +100 % .*\\.CoarseShop\\.sell:\\d+"))
        .anyMatch(
            line -> line.matches(" *held by +100 % .*\\.CoarseShop\\.sell:\\d+, .*shop-worker.*"));
  }

  @Test
  void fine_flagsNone() throws Exception {
    List<String> report = report("fine", "locks.json");

    assertThat(report)
        .filteredOn(line -> line.contains("lagged\":"))
        .isNotEmpty()
        .allMatch(line -> line.endsWith(": false,"));
    assertThat(String.join("\n", report))
        .contains("\"lock\": \"" + ItemLedger.class.getName() + ".lock\"")
        .contains("\"lock\": \"org.h2.mvstore.db.MVTable\"")
        .contains("\"lock\": \"ch.qos.logback.core.OutputStreamAppender.streamWriteLock\"")
        .contains("\"lock\": \"com.zaxxer.hikari.pool.HikariPool\"");
  }

  private List<String> report(String locking, String file)
      throws IOException, InterruptedException {
    Path report = directory.resolve(file);
    Path output = directory.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-javaagent:" + AGENT + "=window=3s,report=" + report,
                "-jar",
                SHOP.toString(),
                "--locking=" + locking,
                "--seconds=13")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    // With one of these a JVM takes other options, and says so on stderr.
    builder
        .environment()
        .keySet()
        .removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
    Process shop = builder.start();
    try {
      assertThat(shop.waitFor(400, TimeUnit.SECONDS)).as("the shop ends").isTrue();
    } finally {
      shop.destroyForcibly();
    }
    List<String> lines = Files.readAllLines(output);
    assertThat(shop.exitValue()).as(() -> String.join("\n", lines)).isZero();
    assertThat(lines).anyMatch(line -> line.startsWith("books     balanced"));
    assertThat(lines)
        .filteredOn(line -> !line.startsWith("[lockmeter] "))
        .as("lines of the shop itself")
        .hasSize(4);
    return Files.readAllLines(report);
  }
}
