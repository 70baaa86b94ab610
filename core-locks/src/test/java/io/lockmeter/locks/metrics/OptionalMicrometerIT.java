package io.lockmeter.locks.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar in JVMs with and without Micrometer. */
class OptionalMicrometerIT {

  private static final String JAR = System.getProperty("lockmeter.core-locks.jar");

  private static final String WITHOUT =
      """
      import io.lockmeter.locks.ProfiledLock;
      class Program {
        public static void main(String[] args) {
          ProfiledLock lock = new ProfiledLock("orders");
          lock.lock();
          lock.unlock();
          System.out.println(ProfiledLock.class.getModule() + " " + lock.statistics().acquisitions());
          try {
            Class.forName("io.micrometer.core.instrument.MeterRegistry");
          } catch (ClassNotFoundException e) {
            System.out.println("no Micrometer");
          }
        }
      }
      """;

  private static final String WITH =
      """
      import io.lockmeter.locks.ProfiledLock;
      import io.lockmeter.locks.metrics.ProfiledLockMetrics;
      import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
      class Program {
        public static void main(String[] args) {
          ProfiledLock lock = new ProfiledLock("orders");
          lock.lock();
          lock.unlock();
          SimpleMeterRegistry registry = new SimpleMeterRegistry();
          new ProfiledLockMetrics(lock).bindTo(registry);
          System.out.println(ProfiledLockMetrics.class.getModule() + " "
              + registry.get("lockmeter.acquisitions").functionCounter().count());
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void withoutMicrometer_onTheClassPath_locksWork() throws Exception {
    assertThat(run(WITHOUT, "-cp", JAR)).matches("unnamed module @\\w+ 1\nno Micrometer\n");
  }

  @Test
  void withoutMicrometer_onTheModulePath_locksWork() throws Exception {
    assertThat(run(WITHOUT, "-p", JAR, "--add-modules", "io.lockmeter.locks"))
        .isEqualTo("module io.lockmeter.locks 1\nno Micrometer\n");
  }

  @Test
  void withMicrometer_onTheClassPath_metersWork() throws Exception {
    assertThat(run(WITH, "-cp", jarAndMicrometer())).matches("unnamed module @\\w+ 1.0\n");
  }

  @Test
  void withMicrometer_onTheModulePath_metersWork() throws Exception {
    String modules = "io.lockmeter.locks,micrometer.core";
    assertThat(run(WITH, "-p", jarAndMicrometer(), "--add-modules", modules))
        .isEqualTo("module io.lockmeter.locks 1.0\n");
  }

  private static String jarAndMicrometer() {
    String micrometer =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(
                entry ->
                    entry.matches(
                        ".*(micrometer-(core|commons|observation)|HdrHistogram|LatencyUtils)-[^/\\\\]*"))
            .collect(Collectors.joining(File.pathSeparator));
    return JAR + File.pathSeparator + micrometer;
  }

  private String run(String program, String... options) throws Exception {
    Path source = Files.writeString(folder.resolve("Program.java"), program);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.add(source.toString());
    Path errors = folder.resolve("errors.txt");
    Process java = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(java.waitFor()).as(Files.readString(errors)).isZero();
    return output;
  }
}
