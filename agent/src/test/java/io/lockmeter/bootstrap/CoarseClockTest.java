package io.lockmeter.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoarseClockTest {

  private static final long MILLI = 1_000_000;

  @Test
  void reading_tellsTheTimeOfTheLastTick_toAMicrosecond() {
    CoarseClock.tick(123_456 * MILLI + 999_999);
    assertThat(CoarseClock.nanos(CoarseClock.reading()))
        .isBetween(123_456 * MILLI + 998_900, 123_456 * MILLI + 999_999);
  }

  @Test
  void whoReadIt_didSoHalfWayToTheNextTickOnAverage() {
    CoarseClock.tick(100 * MILLI);
    long read = CoarseClock.reading();
    CoarseClock.tick(102 * MILLI);
    CoarseClock.tick(106 * MILLI);
    assertThat(CoarseClock.readAt(read, CoarseClock.reading()))
        .isBetween(101 * MILLI + 490_000, 101 * MILLI + 510_000);
  }

  @Test
  void oneTickBetweenTwoReadings_provesNothing_howeverLate() {
    CoarseClock.tick(10 * MILLI);
    long before = CoarseClock.reading();
    assertThat(CoarseClock.tickedTwice(before, CoarseClock.reading())).isFalse();
    CoarseClock.tick(500 * MILLI);
    assertThat(CoarseClock.tickedTwice(before, CoarseClock.reading())).isFalse();
    CoarseClock.tick(501 * MILLI);
    assertThat(CoarseClock.tickedTwice(before, CoarseClock.reading())).isTrue();
  }

  @Test
  void soManyTicksThatTheirCountStartsAgain_areSeen() {
    CoarseClock.tick(MILLI);
    long before = CoarseClock.reading();
    for (int i = 2; i <= 4097; i++) {
      CoarseClock.tick(i * MILLI);
    }
    assertThat(CoarseClock.tickedTwice(before, CoarseClock.reading())).isTrue();
  }

  @Test
  void clockThatIsLate_isMovedOnByWhoeverReadsTheRealOne_onceForEachTick() {
    CoarseClock.tick(10 * MILLI);
    long before = CoarseClock.reading();
    CoarseClock.tickIfDue(10 * MILLI + MILLI / 2);
    assertThat(CoarseClock.reading()).isEqualTo(before);
    CoarseClock.tickIfDue(12 * MILLI);
    long after = CoarseClock.reading();
    assertThat(CoarseClock.between(before, 12 * MILLI)).isBetween(2 * MILLI - 1_024, 2 * MILLI);
    CoarseClock.tickIfDue(12 * MILLI + 1);
    assertThat(CoarseClock.reading()).isEqualTo(after);
  }
}
