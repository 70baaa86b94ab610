package io.lockmeter.engine.cli;

import io.lockmeter.engine.attach.ReportExchange;
import io.lockmeter.engine.attach.Request;
import io.lockmeter.engine.cli.top.NoReportException;
import io.lockmeter.engine.cli.top.ReportSource;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Reports of a JVM that was attached to once, through a directory of their own. */
final class ProcessReports implements ReportSource, AutoCloseable {

  private static final int LIMIT_SECONDS = 10;
  private static final long LOOK_MILLIS = 20;

  private final long pid;
  private final ReportExchange exchange;
  private boolean asked = true;

  private ProcessReports(long pid, ReportExchange exchange) {
    this.pid = pid;
    this.exchange = exchange;
  }

  /**
   * Attaches to {@code pid}, and has the agent there write reports.
   *
   * @param jar the agent's jar
   */
  static ProcessReports of(long pid, File jar) throws CouldNot {
    ProcessCheck.check(pid);
    ProcessReports reports = new ProcessReports(pid, new ReportExchange(directoryFor(pid)));
    try (TargetJvm jvm = TargetJvm.attach(pid, jar)) {
      Attachment.request(pid, jvm, Request.WATCH, reports.exchange.directory().getPath());
      return reports;
    } catch (CouldNot e) {
      reports.close();
      throw e;
    }
  }

  private static File directoryFor(long pid) throws CouldNot {
    try {
      Path directory = Files.createTempDirectory("lockmeter").toAbsolutePath();
      Optional<String> user = ProcessHandle.of(pid).flatMap(process -> process.info().user());
      if (user.isPresent() && !user.equals(ProcessHandle.current().info().user())) {
        Files.setOwner(
            directory,
            directory
                .getFileSystem()
                .getUserPrincipalLookupService()
                .lookupPrincipalByName(user.get()));
      }
      return directory.toFile();
    } catch (IOException | UnsupportedOperationException e) {
      throw new CouldNot(
          "no directory for reports could be made (" + e + "); name another by -Djava.io.tmpdir");
    }
  }

  @Override
  public String read() throws NoReportException, InterruptedException {
    try {
      // The first came with the attach.
      if (!asked) {
        Files.createFile(exchange.ask().toPath());
      }
      asked = false;
      long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
      while (!exchange.report().exists()) {
        if (ProcessHandle.of(pid).isEmpty()) {
          throw new NoReportException("process " + pid + " has ended");
        }
        if (System.nanoTime() - limit > 0) {
          throw new NoReportException(
              "process "
                  + pid
                  + " gave no report within "
                  + LIMIT_SECONDS
                  + " s; it may be stopped, or the agent was detached");
        }
        Thread.sleep(LOOK_MILLIS);
      }
      String report = Files.readString(exchange.report().toPath(), StandardCharsets.UTF_8);
      Files.delete(exchange.report().toPath());
      return report;
    } catch (IOException e) {
      throw new NoReportException(
          "reports in " + exchange.directory() + " cannot be read (" + e + ")");
    }
  }

  /** Takes the directory away, and so ends the reports. */
  @Override
  public void close() {
    File[] files = exchange.directory().listFiles();
    for (File file : files == null ? new File[0] : files) {
      file.delete();
    }
    exchange.directory().delete();
  }
}
