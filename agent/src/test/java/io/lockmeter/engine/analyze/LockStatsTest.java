package io.lockmeter.engine.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class LockStatsTest {

  private static final long SECOND = 1_000_000_000L;

  private final LockStats stats = new LockStats("com.acme.Foo.lock", "reentrant", "Lock", 0.10);

  private void look(long wait, long contended, long live, long ended) {
    stats.beginLook();
    stats.current.wait = wait;
    stats.current.contended = contended;
    stats.liveExecution = live;
    stats.endedExecution = ended;
    stats.endLook();
  }

  @Test
  void ratio_isWaitOverExecutionTime_perWindowAndOverTheRun() {
    look(3 * SECOND, 100, 10 * SECOND, 2 * SECOND);
    stats.endWindow(10 * SECOND);
    look(4 * SECOND, 150, 10 * SECOND, 0);
    stats.endWindow(10 * SECOND);
    look(4 * SECOND, 150, 0, 0);

    LockSnapshot lock = stats.snapshot(false, List.of());
    assertThat(lock.executionNanos()).isEqualTo(22 * SECOND);
    assertThat(lock.waitRatio()).isCloseTo(4.0 / 22, within(1e-9));
    assertThat(lock.waitRatioWindow()).isCloseTo(0.1, within(1e-9));
    assertThat(lock.waitRatioPeak()).isCloseTo(0.25, within(1e-9));
  }

  @Test
  void waitInFlight_countsInItsWindow_andOnlyTheRestInTheNext() {
    stats.beginLook();
    stats.current.addInFlight(5 * SECOND);
    stats.liveExecution = 10 * SECOND;
    stats.endLook();
    stats.endWindow(10 * SECOND);
    assertThat(stats.snapshot(false, List.of()).waitRatioWindow()).isCloseTo(0.5, within(1e-9));

    look(7 * SECOND, 1, 10 * SECOND, 0);
    stats.endWindow(10 * SECOND);
    assertThat(stats.snapshot(false, List.of()).waitRatioWindow()).isCloseTo(0.2, within(1e-9));
  }

  @Test
  void windowInProgress_countsWhenItIsLongEnough() {
    look(2 * SECOND, 100, 10 * SECOND, 0);
    stats.endWindow(10 * SECOND);
    look(6 * SECOND, 200, 8 * SECOND, 0);
    assertThat(stats.snapshot(false, List.of()).waitRatioPeak()).isCloseTo(0.2, within(1e-9));
    assertThat(stats.snapshot(true, List.of()).waitRatioPeak()).isCloseTo(0.5, within(1e-9));
    assertThat(stats.snapshot(true, List.of()).waitRatioWindow()).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void counters_neverGoBack_whenALookMissesSomething() {
    look(5 * SECOND, 10, 10 * SECOND, 0);
    look(4 * SECOND, 9, 8 * SECOND, 0);
    LockSnapshot lock = stats.snapshot(false, List.of());
    assertThat(lock.waitNanos()).isEqualTo(5 * SECOND);
    assertThat(lock.contended()).isEqualTo(10);
    assertThat(lock.executionNanos()).isEqualTo(10 * SECOND);
  }

  @Test
  void executionTime_isNeverLessThanTheWait() {
    look(5 * SECOND, 10, SECOND, 0);
    assertThat(stats.snapshot(false, List.of()).waitRatio()).isEqualTo(1);
  }

  @Test
  void sites_areScaledToTheExactTotal() {
    stats.beginLook();
    stats.current.contended = 400;
    stats.current.wait = 8 * SECOND;
    stats.current.sites.add("a", "", 3, 30);
    stats.current.sites.add("b", "", 1, 10);
    stats.liveExecution = 10 * SECOND;
    stats.endLook();
    assertThat(stats.snapshot(false, List.of()).sites())
        .containsExactly(
            new SiteSnapshot("a", 300, 6 * SECOND), new SiteSnapshot("b", 100, 2 * SECOND));
  }
}
