package io.lockmeter.engine.cli;

import io.lockmeter.engine.attach.Request;
import java.io.File;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes the agent out of a JVM. */
@Command(
    name = "detach",
    description = "Stop to profile: write the report, if there is one, and take out every hook.",
    mixinStandardHelpOptions = true)
final class DetachCommand implements Callable<Integer> {

  private final File jar;

  @Parameters(index = "0", paramLabel = "PID", description = "Number of the process.")
  private long pid;

  DetachCommand(File jar) {
    this.jar = jar;
  }

  @Override
  public Integer call() {
    return Attachment.run(pid, jar, jvm -> Attachment.request(pid, jvm, Request.DETACH, ""));
  }
}
