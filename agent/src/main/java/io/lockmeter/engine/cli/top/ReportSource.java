package io.lockmeter.engine.cli.top;

/** Where the reports of a JVM come from. */
@FunctionalInterface
public interface ReportSource {

  /** The report of this moment, as JSON. */
  String read() throws NoReportException, InterruptedException;
}
