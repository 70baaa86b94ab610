package io.lockmeter.missioncontrol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;

/** Recordings of the sample application under the agent, as a user makes them; made once. */
final class SampleRecordings {

  private static final String AGENT = System.getProperty("lockmeter.jar");
  private static final String SHOP = System.getProperty("sample-app.jar");
  private static final long LIMIT_SECONDS = 300;
  private static final List<String> JVM_OPTIONS =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private static final SampleRecordings MADE = make();

  private final Path coarse;
  private final Path fine;

  private SampleRecordings(Path coarse, Path fine) {
    this.coarse = coarse;
    this.fine = fine;
  }

  /** The shop with one lock for all of a sale. */
  static Path coarseFile() {
    return MADE.coarse;
  }

  static IItemCollection coarse() throws Exception {
    return JfrLoaderToolkit.loadEvents(MADE.coarse.toFile());
  }

  /** The shop with the replacements. */
  static IItemCollection fine() throws Exception {
    return JfrLoaderToolkit.loadEvents(MADE.fine.toFile());
  }

  private static SampleRecordings make() {
    try {
      Path directory = Files.createTempDirectory("recordings");
      directory.toFile().deleteOnExit();
      Path coarse = directory.resolve("coarse.jfr");
      Path fine = directory.resolve("fine.jfr");
      // One after the other: two at a time would wait for processors while they hold locks.
      await(start(coarse, "--locking=coarse"));
      await(start(fine, "--locking=fine"));
      coarse.toFile().deleteOnExit();
      fine.toFile().deleteOnExit();
      return new SampleRecordings(coarse, fine);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Process start(Path recording, String locking) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            System.getProperty("java.home") + "/bin/java",
            "-javaagent:" + AGENT,
            "-XX:StartFlightRecording:filename=" + recording,
            "-jar",
            SHOP,
            locking,
            "--seconds=3");
    builder
        .environment()
        .keySet()
        .removeIf(name -> JVM_OPTIONS.contains(name) || name.startsWith("LOCKMETER_"));
    return builder
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void await(Process process) throws InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError("the sample application still runs");
    }
    if (process.exitValue() != 0) {
      throw new AssertionError("the sample application ended with " + process.exitValue());
    }
  }
}
