package io.lockmeter.engine.export.report;

import io.lockmeter.engine.analyze.ProfileSnapshot;
import io.lockmeter.engine.instrument.Coverage;
import java.io.IOException;
import java.io.Writer;

/** A way to write a report. Implementations are immutable. */
public interface ReportFormat {

  /** Writes all of it; flushes and closes nothing. */
  void write(ProfileSnapshot profile, Coverage.State coverage, Writer out) throws IOException;
}
