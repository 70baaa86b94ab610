package io.lockmeter.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class HotMonitorsTest {

  private static final long THREAD = 77;

  @Test
  void drawnEntries_standForAllEntries_whateverElseTheThreadEnters() {
    int seldom = 64;
    int often = 2;
    long seldomDrawn = 0;
    long oftenDrawn = 0;
    long seldomEntries = 0;
    long oftenEntries = 0;
    for (int i = 0; i < 3_000_000; i++) {
      // A period that a fixed gap would fall in step with.
      if (i % 4 == 0) {
        oftenEntries++;
        oftenDrawn += HotMonitors.drawn(THREAD, HotMonitors.cost(often)) ? 1 : 0;
      } else {
        seldomEntries++;
        seldomDrawn += HotMonitors.drawn(THREAD, HotMonitors.cost(seldom)) ? 1 : 0;
      }
    }
    assertThat(seldomDrawn * seldom).isCloseTo(seldomEntries, Percentage.withPercentage(2));
    assertThat(oftenDrawn * often).isCloseTo(oftenEntries, Percentage.withPercentage(2));
  }

  @Test
  void whoEnters_isSeenUntilItHasEntered() {
    int stripe = (int) THREAD % HotMonitors.STRIPES;
    long token = HotMonitors.entering(THREAD, 4711);
    assertThat(token).isLessThan(HotMonitors.TOKENS);
    assertThat(HotMonitors.tokenOf(stripe)).isEqualTo(token);
    assertThat(HotMonitors.markOf(stripe)).isEqualTo(4711);
    assertThat(HotMonitors.threadOf(stripe)).isEqualTo(THREAD);
    HotMonitors.entered(THREAD);
    assertThat(HotMonitors.tokenOf(stripe)).isZero();
  }
}
