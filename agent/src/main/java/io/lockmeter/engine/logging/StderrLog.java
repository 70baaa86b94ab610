package io.lockmeter.engine.logging;

import io.lockmeter.bootstrap.AgentThread;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes lines to the stderr of the process, past {@code System.err}, which the application may
 * replace, close, or hold the lock of. A line is one write: lines of several threads do not mix.
 *
 * <p>Nobody may read the other end of a pipe, and then a write does not return. So a thread of its
 * own writes, and whoever logs waits for it, but not for long; while it hangs, lines are lost.
 */
final class StderrLog {

  private static final long PATIENCE_MILLIS = 2_000;

  /** No longer, as the thread keeps all of the engine when the agent is detached. */
  private static final long IDLE_MILLIS = 50;

  private static final int MOST_LINES = 200;

  // Never closed: the descriptor belongs to the JVM.
  private static final FileOutputStream STDERR = new FileOutputStream(FileDescriptor.err);

  private static final AtomicLong LOST = new AtomicLong();
  private static final Deque<byte[]> LINES = new ArrayDeque<>();

  // Guarded by LINES.
  private static boolean writing;
  private static boolean hanging;
  private static long taken;
  private static long written;

  private StderrLog() {}

  static void write(String line) {
    byte[] bytes = (line + System.lineSeparator()).getBytes(Charset.defaultCharset());
    synchronized (LINES) {
      if (LINES.size() >= MOST_LINES) {
        LOST.incrementAndGet();
        return;
      }
      LINES.add(bytes);
      long ticket = ++taken;
      if (writing) {
        LINES.notifyAll();
      } else {
        writing = startWriter();
      }
      if (writing) {
        await(ticket);
      }
    }
  }

  private static void await(long ticket) {
    long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
    try {
      while (written < ticket && !hanging) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          hanging = true;
          return;
        }
        LINES.wait(left);
      }
    } catch (InterruptedException e) {
      // It is for the caller, and the line is on its way.
      Thread.currentThread().interrupt();
    }
  }

  private static boolean startWriter() {
    try {
      new AgentThread(StderrLog::writeAll, "log").start();
      return true;
    } catch (Throwable e) {
      // There is no room for a thread: the next line tries again, and takes this one along.
      return false;
    }
  }

  private static void writeAll() {
    try {
      for (byte[] line = next(); line != null; line = next()) {
        writeLine(line);
        synchronized (LINES) {
          written++;
          hanging = false;
          LINES.notifyAll();
        }
      }
    } catch (Throwable e) {
      // The heap is full.
      LOST.incrementAndGet();
      synchronized (LINES) {
        written++;
        writing = false;
      }
    }
  }

  private static void writeLine(byte[] line) {
    try {
      STDERR.write(line);
    } catch (IOException e) {
      // With stderr gone there is no better place to tell.
      LOST.incrementAndGet();
    }
  }

  private static byte @Nullable [] next() {
    synchronized (LINES) {
      if (LINES.isEmpty()) {
        pause();
      }
      byte[] line = LINES.poll();
      writing = line != null;
      return line;
    }
  }

  private static void pause() {
    try {
      LINES.wait(IDLE_MILLIS);
    } catch (InterruptedException e) {
      // Then it ends sooner; the next line starts another.
    }
  }

  /** Lines that stderr did not take. */
  static long lost() {
    return LOST.get();
  }
}
