package io.lockmeter.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThreadStateTest {

  private final ThreadState state = new ThreadState(Thread.currentThread(), 1, 1_000, false);

  @Test
  void active_isAliveLessIdle_withIdleInFlight() {
    assertThat(state.activeNanos(1_500)).isEqualTo(500);
    state.startIdle(2_000);
    assertThat(state.activeNanos(2_600)).isEqualTo(1_000);
    state.endIdle(3_000);
    assertThat(state.activeNanos(3_000)).isEqualTo(1_000);
    assertThat(state.activeNanos(3_250)).isEqualTo(1_250);
  }

  @Test
  void nestedIdleSections_countOnce() {
    state.startIdle(2_000);
    state.startIdle(2_100);
    state.endIdle(2_900);
    state.endIdle(3_000);
    assertThat(state.activeNanos(3_000)).isEqualTo(1_000);
  }

  @Test
  void lockWaitInsideAnIdleSection_isAddedBack() {
    state.startIdle(2_000);
    state.startWait(2_200);
    assertThat(state.activeNanos(2_300)).as("in flight").isEqualTo(1_100);
    state.endWait(300);
    state.endIdle(3_000);
    assertThat(state.activeNanos(3_000)).isEqualTo(1_300);
  }

  @Test
  void lockWaitOutsideIdleSections_changesNothing() {
    state.startWait(2_000);
    state.endWait(700);
    assertThat(state.activeNanos(3_000)).isEqualTo(2_000);
  }

  @Test
  void active_endsWithTheThread() {
    state.endedAt = 2_000;
    assertThat(state.activeNanos(9_000)).isEqualTo(1_000);
  }

  @Test
  void endOfAnIdleSectionThatWasNotSeenToBegin_isIgnored() {
    state.endIdle(2_000);
    state.startIdle(2_000);
    assertThat(state.activeNanos(2_500)).isEqualTo(1_000);
  }
}
