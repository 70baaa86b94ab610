package io.lockmeter.engine.cli;

import io.lockmeter.engine.attach.Request;
import java.io.File;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Has a JVM write a report. */
@Command(
    name = "dump",
    description = "Have a profiled program write a report on what was seen so far.",
    mixinStandardHelpOptions = true)
final class DumpCommand implements Callable<Integer> {

  private final File jar;

  @Parameters(index = "0", paramLabel = "PID", description = "Number of the process.")
  private long pid;

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description = "The report; the program writes it, in the format that the name ends in.")
  private File file = new File("");

  DumpCommand(File jar) {
    this.jar = jar;
  }

  @Override
  public Integer call() {
    return Attachment.run(
        pid,
        jar,
        jvm -> Attachment.request(pid, jvm, Request.DUMP, file.getAbsoluteFile().getPath()));
  }
}
