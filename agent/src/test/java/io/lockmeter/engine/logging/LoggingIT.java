package io.lockmeter.engine.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.testing.AgentStart;
import io.lockmeter.testing.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent's log and the application's logging do not disturb each other. */
final class LoggingIT {

  /** Decides its time zone in its main method, as many programs do, once the agent has started. */
  static final class Tokyo {
    public static void main(String[] arguments) {
      AgentStart.await();
      System.setProperty("user.timezone", "Asia/Tokyo");
      System.out.println(
          TimeZone.getDefault().getID() + " " + System.getProperty("slf4j.provider"));
    }
  }

  @TempDir Path directory;

  @Test
  void settingsOfTheApplicationsSlf4jLeaveTheAgentAlone() throws Exception {
    ChildJvm.Result result =
        new ChildJvm()
            .agent("")
            .option("-Dslf4j.provider=com.acme.NoSuchProvider")
            .option("-Dslf4j.internal.verbosity=DEBUG")
            .option("-Dslf4j.detectLoggerNameMismatch=true")
            .run(Tokyo.class);

    assertThat(result.errLines())
        .isNotEmpty()
        .allSatisfy(
            line -> assertThat(line).matches("\\[lockmeter] [-0-9]{10} [:0-9]{8}Z INFO .*"));
    assertThat(result.out()).endsWith(" com.acme.NoSuchProvider\n");
  }

  @Test
  void theDefaultTimeZoneIsLeftToTheApplication() throws Exception {
    // Without JFR, which looks at the time zone itself when it starts.
    ChildJvm.Result result =
        new ChildJvm()
            .agent("log=trace,http.port=0,monitors=off,jdk.monitors=off,jfr=false")
            .run(Tokyo.class);

    assertThat(result.err()).contains("[lockmeter] ");
    assertThat(result.out()).startsWith("Asia/Tokyo ");
  }

  @Test
  void loggingOfTheJdkIsNotLoaded() throws Exception {
    Path classes = directory.resolve("classes.log");
    Path report = directory.resolve("locks.txt");

    ChildJvm.Result result =
        new ChildJvm()
            .agent("log=trace,http.port=0,report=" + report)
            .option("-Xlog:class+load:file=" + classes)
            .run(Tokyo.class);

    assertThat(result.exit()).isZero();
    assertThat(report).exists();
    assertThat(Files.readString(classes))
        .contains("io.micrometer.core.instrument.MeterRegistry ")
        .contains("io.lockmeter.engine.export.http.HttpListener ")
        .doesNotContain("java.util.logging.");
  }

  @Test
  void offIsSilent() throws Exception {
    assertThat(new ChildJvm().agent("log=off").run(Tokyo.class).err()).isEmpty();
  }
}
