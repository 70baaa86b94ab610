package io.lockmeter.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.bootstrap.LockProbe;
import io.lockmeter.engine.config.Config.Locks;
import io.lockmeter.engine.naming.MonitorSites;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class MonitorWaitTest {

  private static final long PAUSE_MILLIS = 500;
  private static final long PAUSE_NANOS = PAUSE_MILLIS * 1_000_000;

  @Test
  void whatTheHookDoesBeforeTheMonitorIsEntered_isNoWait() {
    SilentEvents events = new SilentEvents();
    Recorder recorder =
        new Recorder(EnumSet.allOf(Locks.class), new MonitorSites(), type -> true, events);
    events.pauseMillis = PAUSE_MILLIS;
    Object monitor = new Object();

    recorder.monitorEntered(
        recorder.monitorWaitStarted(monitor, 0, 0, 1, LockProbe.now()), monitor, 0);

    List<Long> longest = new ArrayList<>();
    recorder.records().forEachLock(entry -> longest.add(entry.maxNanos()));
    assertThat(longest)
        .filteredOn(nanos -> nanos > 0)
        .singleElement()
        .satisfies(nanos -> assertThat(nanos).isLessThan(PAUSE_NANOS));
  }
}
