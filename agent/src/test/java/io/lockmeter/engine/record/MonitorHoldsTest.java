package io.lockmeter.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.bootstrap.LockKind;
import org.junit.jupiter.api.Test;

class MonitorHoldsTest {

  private final MonitorHolds holds = new MonitorHolds();
  private final Object monitor = new Object();
  private final LockEntry entry = entry(monitor);

  private static LockEntry entry(Object monitor) {
    return new LockTable().get(monitor, LockKind.MONITOR, Object.class);
  }

  @Test
  void waitsInTheMonitorAreAddedUp() {
    holds.begin(entry);
    holds.awaiting(monitor, 100);
    holds.awaited(monitor, 130);
    holds.awaiting(monitor, 200);
    holds.awaited(monitor, 204);
    assertThat(holds.end(entry, 300)).isEqualTo(34);
  }

  @Test
  void eachHoldHasItsOwn() {
    holds.begin(entry);
    holds.awaiting(monitor, 100);
    holds.awaited(monitor, 130);
    holds.end(entry, 200);
    holds.begin(entry);
    assertThat(holds.end(entry, 300)).isZero();
  }

  @Test
  void waitInAnotherMonitorIsPartOfTheHold() {
    Object inner = new Object();
    LockEntry innerEntry = entry(inner);
    holds.begin(entry);
    holds.begin(innerEntry);
    holds.awaiting(inner, 100);
    holds.awaited(inner, 130);
    assertThat(holds.end(innerEntry, 200)).isEqualTo(30);
    assertThat(holds.end(entry, 200)).isZero();
  }

  @Test
  void waitThatEndedWithAnException_countsUntilTheHoldEnds() {
    holds.begin(entry);
    holds.awaiting(monitor, 100);
    assertThat(holds.end(entry, 150)).isEqualTo(50);
  }

  @Test
  void outermostOfTooManyIsForgotten() {
    holds.begin(entry);
    for (int i = 0; i < MonitorHolds.DEPTH; i++) {
      holds.begin(entry(new Object()));
    }
    holds.awaiting(monitor, 100);
    holds.awaited(monitor, 130);
    assertThat(holds.end(entry, 200)).isZero();
  }

  @Test
  void holdsThatAnErrorLeftOpen_endWithTheOneAround() {
    holds.begin(entry);
    holds.begin(entry(new Object()));
    holds.awaiting(monitor, 100);
    holds.awaited(monitor, 130);
    assertThat(holds.end(entry, 200)).isEqualTo(30);
    assertThat(holds.end(entry, 200)).isZero();
  }
}
