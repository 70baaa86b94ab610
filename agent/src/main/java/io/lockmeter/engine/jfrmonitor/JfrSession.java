package io.lockmeter.engine.jfrmonitor;

import io.lockmeter.bootstrap.AgentThread;
import io.lockmeter.engine.logging.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import jdk.jfr.consumer.EventStream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A recording of {@code jdk.JavaMonitorEnter} that is read while it runs.
 *
 * <p>The JVM hands events out about once a second. Those of the last second are read from the file
 * once the recording has stopped, where JFR tells of it: {@link #close()} stops it, but at the end
 * of the JVM JFR's own shutdown hook does, which runs beside all others and clears up when it is
 * through.
 */
final class JfrSession implements FlightRecorderListener, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JfrSession.class);
  private static final String EVENT = "jdk.JavaMonitorEnter";
  private static final Duration MAX_AGE = Duration.ofSeconds(5);
  private static final long MAX_BYTES = 10_000_000;

  /** How often to look whether the last waits are read: for five seconds, unless the JVM stalls. */
  private static final int DRAIN_LOOKS = 100;

  private static final long DRAIN_LOOK_MILLIS = 50;

  private final WaitReader reader;
  private final boolean drainAtExit;
  private final RecordingStream stream = new RecordingStream();
  private final StreamSettings settings = new StreamSettings(stream, EVENT);
  // Not startAsync: on JDK 17 its thread would keep the application from ending.
  private final Thread thread = new AgentThread(this::run, "monitors");
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch drained = new CountDownLatch(1);
  private volatile @Nullable Recording recording;
  private final Failure unread = new Failure(LOG, "A wait for a monitor could not be read");
  private volatile @Nullable RuntimeException failure;
  private volatile boolean closing;

  // Guarded by this.
  private Instant lastEnd = Instant.EPOCH;
  private boolean stopped;

  /**
   * @param drainAtExit whether the last waits before the JVM ends are worth the tenths of a second
   *     that it takes to read them
   */
  JfrSession(WaitReader reader, boolean drainAtExit) {
    this.reader = reader;
    this.drainAtExit = drainAtExit;
  }

  /**
   * Returns once the recording runs.
   *
   * @throws IllegalStateException if JFR cannot record
   */
  JfrSession start() throws InterruptedException {
    stream.setMaxAge(MAX_AGE);
    stream.setMaxSize(MAX_BYTES);
    stream.onEvent(EVENT, this::streamed);
    // Event types come and go without notice.
    stream.onFlush(() -> settings.update(recording));
    stream.onError(unread::note);
    FlightRecorder.addListener(this);
    settings.update(null);
    thread.start();
    started.await();
    RuntimeException failed = failure;
    if (failed != null) {
      FlightRecorder.removeListener(this);
      stream.close();
      throw failed;
    }
    return this;
  }

  private void run() {
    try {
      stream.start();
    } catch (RuntimeException e) {
      failure = e;
    } finally {
      started.countDown();
    }
  }

  private synchronized void streamed(RecordedEvent event) {
    if (!stopped) {
      lastEnd = event.getEndTime();
      read(event);
    }
  }

  private void read(RecordedEvent event) {
    try {
      reader.read(event);
    } catch (Throwable e) {
      unread.note(e);
    }
  }

  @Override
  public void recordingStateChanged(Recording changed) {
    if (changed.getState() == RecordingState.RUNNING && Thread.currentThread() == thread) {
      recording = changed;
      started.countDown();
    } else if (!changed.equals(recording)) {
      followOthers();
    } else if (changed.getState() == RecordingState.STOPPED) {
      stopped(changed);
    }
  }

  private void followOthers() {
    try {
      settings.update(recording);
    } catch (IllegalStateException e) {
      LOG.debug("The stream was closed meanwhile: {}", e.toString());
    }
  }

  private void stopped(Recording own) {
    try {
      if (closing || drainAtExit) {
        drain(own);
      }
      if (!closing && !Shutdown.inProgress()) {
        LOG.warn(
            "Monitors of JDK classes are no longer profiled: recording {} was stopped",
            own.getName());
      }
    } catch (IOException | RuntimeException e) {
      // Thrown on, it would make JFR write to the application's output.
      LOG.warn("The last waits for monitors of JDK classes are lost: {}", e.toString());
    } finally {
      drained.countDown();
    }
  }

  private synchronized void drain(Recording finished) throws IOException {
    stopped = true;
    Path file = null;
    try {
      file = Files.createTempFile("lockmeter", ".jfr");
      finished.dump(file);
      try (EventStream rest = EventStream.openFile(file)) {
        rest.onEvent(EVENT, this::rest);
        rest.start();
      }
    } finally {
      delete(file);
    }
  }

  private void rest(RecordedEvent event) {
    if (event.getEndTime().isAfter(lastEnd)) {
      read(event);
    }
  }

  private static void delete(@Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      LOG.warn("{} could not be deleted: {}", file, e.toString());
    }
  }

  @Override
  public void close() throws InterruptedException {
    closing = true;
    Recording running = recording;
    if (running != null) {
      // While the JVM ends, JFR stops the recording itself and, beside it, deletes the files of all
      // that have stopped.
      if (!Shutdown.inProgress()) {
        stop(running);
      }
      if (!drained()) {
        LOG.warn("The last waits for monitors of JDK classes took too long to read and are lost");
      }
    }
    FlightRecorder.removeListener(this);
    stream.close();
    thread.join(DRAIN_LOOKS * DRAIN_LOOK_MILLIS);
  }

  // Many short looks rather than a long one: in a JVM that stalls all threads do, and a single time
  // limit would run out before the reading one had its turn.
  private boolean drained() throws InterruptedException {
    for (int i = 0; i < DRAIN_LOOKS; i++) {
      if (drained.await(DRAIN_LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        return true;
      }
    }
    return false;
  }

  private static void stop(Recording running) {
    try {
      running.stop();
    } catch (IllegalStateException e) {
      LOG.debug("Stopped by somebody else: {}", e.toString());
    }
  }
}
