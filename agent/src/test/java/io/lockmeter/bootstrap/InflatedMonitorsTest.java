package io.lockmeter.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InflatedMonitorsTest {

  private static final long MARK = 0x7f12_3456_7802L;

  @AfterEach
  void forget() {
    InflatedMonitors.forget();
  }

  /** Another monitor in the slot of {@link #MARK}. */
  private static long neighbour() {
    for (long mark = MARK + 128; ; mark += 128) {
      if (InflatedMonitors.slot(mark) == InflatedMonitors.slot(MARK)) {
        return mark;
      }
    }
  }

  private static void holdAndLeave(long mark) {
    InflatedMonitors.track(mark);
    InflatedMonitors.leaving(mark);
  }

  @Test
  void newMonitorIsNotKnown() {
    assertThat(InflatedMonitors.free(MARK)).isFalse();
    assertThat(InflatedMonitors.held(MARK)).isFalse();
    InflatedMonitors.entered(MARK);
    InflatedMonitors.leaving(MARK);
    assertThat(InflatedMonitors.free(MARK)).as("nobody tracks it").isFalse();
  }

  @Test
  void trackedMonitor_isHeld_thenFree_thenHeldByWhoeverEnters() throws Exception {
    InflatedMonitors.track(MARK);
    assertThat(InflatedMonitors.held(MARK)).isTrue();
    assertThat(InflatedMonitors.mine(MARK)).isTrue();
    InflatedMonitors.leaving(MARK);
    assertThat(InflatedMonitors.free(MARK)).isTrue();
    assertThat(InflatedMonitors.held(MARK)).isFalse();

    Thread other = new Thread(() -> InflatedMonitors.entered(MARK));
    other.start();
    other.join();
    assertThat(InflatedMonitors.free(MARK)).isFalse();
    assertThat(InflatedMonitors.held(MARK)).isTrue();
    assertThat(InflatedMonitors.mine(MARK)).as("another thread's").isFalse();
    InflatedMonitors.leaving(MARK);
    assertThat(InflatedMonitors.held(MARK)).as("only its holder frees it").isTrue();
  }

  @Test
  void freeMonitorIsForgotten_asItsAddressMayBeUsedAgain() {
    holdAndLeave(MARK);
    InflatedMonitors.nextEpoch();
    assertThat(InflatedMonitors.free(MARK)).isFalse();

    InflatedMonitors.track(MARK);
    InflatedMonitors.nextEpoch();
    assertThat(InflatedMonitors.mine(MARK)).as("while it is held it keeps it").isTrue();
    InflatedMonitors.leaving(MARK);
    assertThat(InflatedMonitors.free(MARK)).isTrue();
  }

  @Test
  void monitorsThatShareASlot_areUnknownRatherThanMistaken() {
    long neighbour = neighbour();
    InflatedMonitors.track(MARK);
    assertThat(InflatedMonitors.held(neighbour)).isFalse();
    assertThat(InflatedMonitors.free(neighbour)).isFalse();

    holdAndLeave(neighbour);
    InflatedMonitors.leaving(MARK);
    assertThat(InflatedMonitors.free(MARK)).as("overwritten meanwhile").isFalse();
    assertThat(InflatedMonitors.free(neighbour)).isTrue();
  }

  @Test
  void untrackedMonitorIsNeverKnownAgain() {
    InflatedMonitors.track(MARK);
    InflatedMonitors.untrack(MARK);
    InflatedMonitors.leaving(MARK);
    assertThat(InflatedMonitors.free(MARK)).isFalse();
    assertThat(InflatedMonitors.track(MARK)).isFalse();
    assertThat(InflatedMonitors.held(MARK)).isFalse();
  }

  @Test
  void monitorThatIsWaitedFor_isFreeOnlyForTheThreadThatLeftItLast() throws Exception {
    holdAndLeave(MARK);
    InflatedMonitors.addWaiter(MARK);
    assertThat(InflatedMonitors.free(MARK)).isTrue();
    assertThat(InflatedMonitors.held(MARK)).as("or is about to be").isTrue();

    Thread other = new Thread(() -> holdAndLeave(MARK));
    other.start();
    other.join();
    assertThat(InflatedMonitors.free(MARK)).isFalse();
    InflatedMonitors.removeWaiter(MARK);
    assertThat(InflatedMonitors.free(MARK)).isTrue();
  }

  @Test
  void waitersAreCounted() {
    InflatedMonitors.addWaiter(MARK);
    InflatedMonitors.addWaiter(MARK);
    InflatedMonitors.removeWaiter(MARK);
    assertThat(InflatedMonitors.waitedFor(MARK)).isTrue();
    InflatedMonitors.removeWaiter(MARK);
    assertThat(InflatedMonitors.waitedFor(MARK)).isFalse();
  }

  @Test
  void hotMonitorHasACost_andNoNotes_untilItCools() {
    int slot = InflatedMonitors.slot(MARK);
    assertThat(InflatedMonitors.cost(MARK)).isZero();
    holdAndLeave(MARK);
    assertThat(InflatedMonitors.cost(MARK)).isZero();

    InflatedMonitors.heat(slot, 64);
    assertThat(InflatedMonitors.cost(MARK)).isEqualTo(HotMonitors.cost(64));
    assertThat(InflatedMonitors.interval(MARK)).isEqualTo(64);
    assertThat(InflatedMonitors.free(MARK)).isFalse();
    InflatedMonitors.track(MARK);
    InflatedMonitors.leaving(MARK);
    InflatedMonitors.heat(slot, 4);
    assertThat(InflatedMonitors.interval(MARK)).isEqualTo(4);

    InflatedMonitors.cool(slot);
    assertThat(InflatedMonitors.cost(MARK)).isZero();
    assertThat(InflatedMonitors.free(MARK)).as("it may be held by who did not note it").isFalse();
    holdAndLeave(MARK);
    assertThat(InflatedMonitors.free(MARK)).isTrue();
  }

  @Test
  void monitorThatIsUntracked_beforeOrWhileItIsHot_isSoAfterwards() {
    int slot = InflatedMonitors.slot(MARK);
    InflatedMonitors.untrack(MARK);
    InflatedMonitors.heat(slot, 2);
    InflatedMonitors.heat(slot, 4);
    InflatedMonitors.cool(slot);
    assertThat(InflatedMonitors.track(MARK)).isFalse();

    InflatedMonitors.forget();
    InflatedMonitors.heat(slot, 2);
    InflatedMonitors.untrack(MARK);
    assertThat(InflatedMonitors.interval(MARK)).isEqualTo(2);
    InflatedMonitors.cool(slot);
    assertThat(InflatedMonitors.track(MARK)).isFalse();
  }
}
