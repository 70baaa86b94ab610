package io.lockmeter.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.bootstrap.LockProbe;
import io.lockmeter.engine.config.Config.Locks;
import io.lockmeter.engine.naming.MonitorSites;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WaitedClassesTest {

  private static final class Waited {}

  private final Recorder recorder =
      new Recorder(
          EnumSet.allOf(Locks.class), new MonitorSites(), type -> true, new SilentEvents());
  private final Object monitor = new Waited();
  private final int slot = LockProbe.classSlot(Waited.class);

  @AfterEach
  void clear() {
    LockProbe.WAITED_CLASSES[slot] = false;
    LockProbe.anyWaited = false;
  }

  @Test
  void classOfAMonitor_staysMarkedWhileAThreadWaits_andNoLonger() {
    long token = recorder.monitorWaitStarted(monitor, 0, 0, 1, LockProbe.now());
    recorder.records().settle();
    assertThat(LockProbe.WAITED_CLASSES[slot]).isTrue();
    assertThat(LockProbe.anyWaited).isTrue();

    recorder.monitorEntered(token, monitor, 0);
    recorder.records().settle();
    assertThat(LockProbe.WAITED_CLASSES[slot]).isFalse();
    assertThat(LockProbe.anyWaited).isFalse();
  }
}
