package io.lockmeter.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoarseClockTest {

  private static final long MILLI = 1_000_000;

  @Test
  void reading_tellsTheTimeOfTheLastTick_toTheMillisecond() {
    CoarseClock.tick(123_456 * MILLI + 999_999);
    assertThat(CoarseClock.nanos(CoarseClock.reading())).isEqualTo(123_456 * MILLI);
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
}
