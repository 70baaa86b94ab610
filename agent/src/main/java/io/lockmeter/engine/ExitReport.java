package io.lockmeter.engine;

import io.lockmeter.bootstrap.AgentThread;
import io.lockmeter.engine.analyze.Profiler;
import io.lockmeter.engine.export.report.ReportFile;
import io.lockmeter.engine.instrument.Coverage;
import java.io.File;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the report when the JVM ends, or when closed before.
 *
 * <p>The JVM ends when its shutdown hooks have ended. So another thread does the work, and if that
 * takes too long, as on a file system that does not answer, the JVM ends without it.
 */
final class ExitReport implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ExitReport.class);

  /** As long as reading the last waits from JFR may take, which is what takes longest. */
  private static final int LIMIT_MILLIS = 10_000;

  private final File name;
  private final ReportFile file;
  private final Runnable lastWaits;
  private final Profiler profiler;
  private final Coverage coverage;
  private final AgentThread atExit = new AgentThread(this::writeInTime, "report");

  /**
   * @param lastWaits brings in what is not recorded yet
   */
  ExitReport(File name, ReportFile file, Runnable lastWaits, Profiler profiler, Coverage coverage) {
    this.name = name;
    this.file = file;
    this.lastWaits = lastWaits;
    this.profiler = profiler;
    this.coverage = coverage;
  }

  void start() {
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Says now, rather than when the run is over, if it is plain that it cannot be written. */
  void check() {
    file.check();
  }

  private void writeInTime() {
    AgentThread writer = new AgentThread(this::write, "report-writer");
    writer.start();
    try {
      writer.join(LIMIT_MILLIS);
    } catch (InterruptedException e) {
      LOG.debug("somebody interrupted the report", e);
    }
    if (writer.isAlive()) {
      LOG.warn(
          "the report {} was not ready after {} s; it is left out, so that the program can end",
          name,
          LIMIT_MILLIS / 1000);
    }
  }

  private void write() {
    try {
      lastWaits.run();
      file.write(profiler.snapshot(), coverage.state());
    } catch (Throwable e) {
      LOG.warn("the report {} could not be written", name, e);
    }
  }

  @Override
  public void close() {
    if (unhook()) {
      writeInTime();
    }
  }

  /** Returns whether the report is not written by a JVM that is about to end. */
  private boolean unhook() {
    try {
      return Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      return false;
    }
  }
}
