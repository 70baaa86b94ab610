package io.lockmeter.engine.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the settings file for recordings. */
@Command(
    name = "jfc",
    mixinStandardHelpOptions = true,
    description = {
      "Print the settings file for recordings of Flight Recorder.",
      "",
      "It goes together with the settings of the JDK, and has options of its own:",
      "  java -jar lockmeter-agent.jar jfc > locks.jfc",
      "  java -javaagent:lockmeter-agent.jar -XX:StartFlightRecording:settings=default,"
          + "settings=locks.jfc,lockmeter-threshold=1ms,filename=run.jfr -jar program.jar"
    })
final class JfcCommand implements Callable<Integer> {

  private static final String SETTINGS = "locks.jfc";

  @Override
  public Integer call() throws IOException {
    try (InputStream in = JfcCommand.class.getResourceAsStream(SETTINGS)) {
      if (in == null) {
        throw new IOException(SETTINGS + " is missing from the jar of the agent");
      }
      in.transferTo(System.out);
    }
    System.out.flush();
    return 0;
  }
}
