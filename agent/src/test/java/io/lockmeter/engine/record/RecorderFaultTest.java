package io.lockmeter.engine.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockmeter.bootstrap.LockProbe;
import io.lockmeter.engine.config.Config.Locks;
import io.lockmeter.engine.naming.MonitorSites;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.StampedLock;
import org.junit.jupiter.api.Test;

class RecorderFaultTest {

  private final SilentEvents events = new SilentEvents();
  private final Recorder recorder =
      new Recorder(EnumSet.allOf(Locks.class), new MonitorSites(), type -> true, events);
  private final Object lock = new StampedLock();

  private long inFlight() {
    AtomicLong count = new AtomicLong();
    recorder.records().forEachInFlight(Long.MAX_VALUE, (entry, nanos) -> count.incrementAndGet());
    return count.get();
  }

  @Test
  void waitWhoseStartFailed_isNotInFlight_andTheNextIsRecorded() {
    events.failing = true;
    assertThatThrownBy(() -> recorder.waitStarted(lock, false, false))
        .isInstanceOf(StackOverflowError.class);
    assertThat(inFlight()).isZero();

    events.failing = false;
    long token = recorder.waitStarted(lock, false, false);
    assertThat(token).isPositive();
    assertThat(inFlight()).isEqualTo(1);
    recorder.waitEnded(token, lock, false, true);
    assertThat(inFlight()).isZero();
  }

  @Test
  void monitorWaitWhoseStartFailed_isNotInFlight_andTheNextIsRecorded() {
    events.failing = true;
    assertThatThrownBy(() -> recorder.monitorWaitStarted(lock, 0, 0, 1, LockProbe.now()))
        .isInstanceOf(StackOverflowError.class);
    assertThat(inFlight()).isZero();

    events.failing = false;
    assertThat(recorder.monitorWaitStarted(lock, 0, 0, 1, LockProbe.now())).isPositive();
  }
}
