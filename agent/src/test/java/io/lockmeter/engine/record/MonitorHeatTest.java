package io.lockmeter.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.bootstrap.InflatedMonitors;
import io.lockmeter.bootstrap.LockProbe;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MonitorHeatTest {

  private static final int SLOT = 1234;

  private final MonitorHeat heat = new MonitorHeat();
  private long now = LockProbe.now();

  @AfterEach
  void cool() {
    heat.close();
  }

  private void second(int timed) {
    for (int i = 0; i < timed; i++) {
      heat.timed(SLOT);
    }
    now += TimeUnit.SECONDS.toNanos(1);
    heat.settle(now);
  }

  @Test
  void intervalFollowsTheRate_andKeepsStillBetweenTwo() {
    int limit = MonitorHeat.TIMED_PER_SECOND;
    assertThat(MonitorHeat.interval(1, limit)).isEqualTo(1);
    assertThat(MonitorHeat.interval(1, limit + 1)).isEqualTo(2);
    assertThat(MonitorHeat.interval(1, 10 * limit)).isEqualTo(16);
    assertThat(MonitorHeat.interval(16, 6 * limit)).as("8 would do").isEqualTo(16);
    assertThat(MonitorHeat.interval(16, 3 * limit)).isEqualTo(4);
    assertThat(MonitorHeat.interval(2, limit)).isEqualTo(2);
    assertThat(MonitorHeat.interval(2, limit / 2.0 - 1)).isEqualTo(1);
    assertThat(MonitorHeat.interval(1, 1e9)).isEqualTo(MonitorHeat.MAX_INTERVAL);
  }

  @Test
  void monitorThatIsEnteredOften_isHot_andCoolsWhenItIsNot() {
    second(1000);
    long mark = mark();
    assertThat(InflatedMonitors.cost(mark)).isZero();
    second(4 * MonitorHeat.TIMED_PER_SECOND + 1000);
    assertThat(InflatedMonitors.interval(mark)).isEqualTo(8);
    second(MonitorHeat.TIMED_PER_SECOND * 2 / 3);
    assertThat(InflatedMonitors.interval(mark)).as("each stands for 8").isEqualTo(8);
    second(10);
    assertThat(InflatedMonitors.cost(mark)).isZero();
  }

  @Test
  void monitorIsHotAgain_whereItsHolderHasUndoneThat() {
    second(MonitorHeat.TIMED_PER_SECOND * 2);
    InflatedMonitors.cool(SLOT);
    second(MonitorHeat.TIMED_PER_SECOND);
    assertThat(InflatedMonitors.interval(mark())).isEqualTo(2);
  }

  @Test
  void close_coolsWhatIsHot() {
    second(MonitorHeat.TIMED_PER_SECOND * 2);
    assertThat(InflatedMonitors.cost(mark())).isPositive();
    heat.close();
    assertThat(InflatedMonitors.cost(mark())).isZero();
  }

  private static long mark() {
    for (long mark = 2; ; mark += 128) {
      if (InflatedMonitors.slot(mark) == SLOT) {
        return mark;
      }
    }
  }
}
