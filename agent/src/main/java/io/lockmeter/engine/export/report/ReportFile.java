package io.lockmeter.engine.export.report;

import io.lockmeter.engine.analyze.ProfileSnapshot;
import io.lockmeter.engine.instrument.Coverage;
import java.io.BufferedWriter;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that a report goes to. It holds a whole report at any time: a new one is written beside
 * it and then renamed. Thread-safe.
 */
public final class ReportFile {

  private static final Logger LOG = LoggerFactory.getLogger(ReportFile.class);

  private final File file;
  private final long pid;
  private final ReportFormat format;
  private @Nullable String lastWarning;

  /** A report in the format that the ending of the file's name asks for. */
  public ReportFile(File file, RunningJvm jvm) {
    this.file = file.getAbsoluteFile();
    this.pid = jvm.pid();
    this.format = ReportFormats.of(file, jvm);
  }

  /**
   * Warns now, rather than when the run is over, if it is plain that the file cannot be written.
   */
  public synchronized void check() {
    String obstacle = obstacle();
    if (obstacle != null) {
      warn(obstacle);
    }
  }

  /**
   * Replaces the file by a new report.
   *
   * @throws IOException if it cannot be written; the old file is left as it is
   */
  public synchronized void dump(ProfileSnapshot profile, Coverage.State coverage)
      throws IOException {
    String obstacle = obstacle();
    if (obstacle != null) {
      throw new IOException(obstacle);
    }
    replace(profile, coverage);
  }

  /**
   * Replaces the file by a new report. If that fails the reason is logged, once as long as it stays
   * the same, and the old file is left as it is.
   *
   * @return whether the file was written
   */
  public synchronized boolean write(ProfileSnapshot profile, Coverage.State coverage) {
    try {
      dump(profile, coverage);
      lastWarning = null;
      return true;
    } catch (IOException e) {
      warn(String.valueOf(e.getMessage()));
      return false;
    }
  }

  private @Nullable String obstacle() {
    File directory = file.getParentFile();
    if (directory == null || !directory.isDirectory()) {
      return "there is no directory " + directory;
    }
    if (file.isDirectory()) {
      return "it is a directory";
    }
    boolean permitted = file.exists() ? file.canWrite() : directory.canWrite();
    return permitted ? null : "no permission";
  }

  private void warn(String obstacle) {
    if (!obstacle.equals(lastWarning)) {
      lastWarning = obstacle;
      LOG.warn(
          "the report {} cannot be written: {}; name another file with report=", file, obstacle);
    }
  }

  private void replace(ProfileSnapshot profile, Coverage.State coverage) throws IOException {
    File beside = new File(file.getPath() + "." + pid + ".tmp");
    // Only a file of this process's own making is opened: in a directory that others may write to,
    // the
    // name could be a link to something else.
    if ((beside.exists() && !beside.delete()) || !beside.createNewFile()) {
      throw new IOException(beside + " is in the way");
    }
    try {
      try (Writer out = utf8(beside)) {
        format.write(profile, coverage, out);
      }
      // Where a rename does not replace, the old file has to go first.
      if (!beside.renameTo(file) && !(file.delete() && beside.renameTo(file))) {
        throw new IOException("it could not be replaced by " + beside);
      }
    } finally {
      if (beside.exists() && !beside.delete()) {
        LOG.warn("{} could not be deleted", beside);
      }
    }
  }

  private static Writer utf8(File file) throws IOException {
    return new BufferedWriter(
        new OutputStreamWriter(new FileOutputStream(file), StandardCharsets.UTF_8));
  }
}
