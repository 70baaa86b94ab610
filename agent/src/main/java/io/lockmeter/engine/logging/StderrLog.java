package io.lockmeter.engine.logging;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes lines to the stderr of the process, past {@code System.err}, which the application may
 * replace, close, or hold the lock of. A line is one write: lines of several threads do not mix.
 */
final class StderrLog {

  // Never closed: the descriptor belongs to the JVM.
  private static final FileOutputStream STDERR = new FileOutputStream(FileDescriptor.err);

  private static final AtomicLong LOST = new AtomicLong();

  private StderrLog() {}

  static void write(String line) {
    byte[] bytes = (line + System.lineSeparator()).getBytes(Charset.defaultCharset());
    try {
      STDERR.write(bytes);
    } catch (IOException e) {
      // With stderr gone there is no better place to tell.
      LOST.incrementAndGet();
    }
  }

  /** Lines that stderr did not take. */
  static long lost() {
    return LOST.get();
  }
}
