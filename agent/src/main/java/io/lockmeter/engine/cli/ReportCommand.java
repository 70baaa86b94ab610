package io.lockmeter.engine.cli;

import io.lockmeter.engine.cli.recording.RecordedProfile;
import io.lockmeter.engine.cli.recording.RecordingReader;
import io.lockmeter.engine.cli.recording.UnusableRecordingException;
import io.lockmeter.engine.export.report.ReportFormats;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the report of a run that was recorded. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Print the report of a run from its recording.",
      "",
      "The recording must be one of a program that ran with the agent. The totals are those since"
          + " the agent started, up to the end of the recording."
    })
final class ReportCommand implements Callable<Integer> {

  private static final int COULD_NOT = 1;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE.jfr", description = "The recording.")
  private Path file;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      completionCandidates = Formats.class,
      description = "One of ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if it is not given.")
  private String format = ReportFormats.NAMES.get(0);

  /** What help lists. */
  static final class Formats implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
      return ReportFormats.NAMES.iterator();
    }
  }

  @Override
  public Integer call() throws IOException {
    if (!ReportFormats.NAMES.contains(format)) {
      throw new ParameterException(
          spec.commandLine(),
          "--format="
              + format
              + " is unknown: it can be "
              + String.join(", ", ReportFormats.NAMES));
    }
    if (ModuleLayer.boot().findModule("jdk.jfr").isEmpty()) {
      return failed("this Java has no module jdk.jfr to read recordings with; use that of a JDK");
    }
    try {
      print(RecordingReader.read(file));
      return 0;
    } catch (UnusableRecordingException e) {
      return failed(e.getMessage());
    }
  }

  private int failed(String reason) {
    spec.commandLine().getErr().println("lockmeter: " + reason);
    return COULD_NOT;
  }

  private void print(RecordedProfile recorded) throws IOException {
    // Not closed: stdout is not ours alone.
    Writer out = new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
    ReportFormats.named(format, recorded.jvm()).write(recorded.profile(), recorded.coverage(), out);
    out.flush();
  }
}
