package io.lockmeter.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.bootstrap.LockProbe;
import io.lockmeter.engine.config.Config.Locks;
import io.lockmeter.engine.naming.MonitorSites;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class InFlightMonitorTest {

  @Test
  void monitorThatIsFirstSeenInFlight_isNotNamedByTheStackOfWhoLooks() {
    Recorder recorder =
        new Recorder(
            EnumSet.allOf(Locks.class), new MonitorSites(), type -> true, new SilentEvents());
    recorder.monitorWaitStarted(new Object(), 0, 0, 1, LockProbe.now());

    List<LockEntry> waitedFor = new ArrayList<>();
    recorder.records().forEachInFlight(Long.MAX_VALUE, (lock, nanos) -> waitedFor.add(lock));

    assertThat(waitedFor).hasSize(1);
    assertThat(waitedFor.get(0).frames()).isNull();
  }
}
