package io.lockmeter.engine.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

final class WindowHistoryTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final long WINDOW = 10_000_000_000L;

  private final WindowHistory history = new WindowHistory();
  private int windows;

  @Test
  void aLockSeenLateHasZerosBefore() {
    LockStats early = lock("early");
    LockStats late = lock("late");

    window(List.of(early), i -> 5);
    window(List.of(early, late), i -> i == 0 ? 0 : 2);

    assertThat(history.ratios(early)).containsExactly(0.5, 0.0);
    assertThat(history.ratios(late)).hasSize(2).startsWith(0.0);
    assertThat(history.ratios(late).get(1)).isBetween(0.19, 0.21);
    assertThat(history.ends()).containsExactly(START, START.plusSeconds(10));
  }

  @Test
  void theOldestWindowsAreForgotten() {
    LockStats lock = lock("lock");
    for (int i = 0; i < WindowHistory.WINDOWS + 3; i++) {
      int wait = i == 2 ? 9 : 5;
      window(List.of(lock), n -> wait);
    }

    assertThat(history.ratios(lock)).hasSize(WindowHistory.WINDOWS).containsOnly(0.5);
    assertThat(history.ends()).hasSize(WindowHistory.WINDOWS).startsWith(START.plusSeconds(30));
  }

  @Test
  void ofManyLocksThoseThatWaitedMostAreKept() {
    List<LockStats> locks = new ArrayList<>();
    for (int i = 0; i < WindowHistory.LOCKS + 2; i++) {
      locks.add(lock("lock" + i));
    }
    LockStats least = locks.get(WindowHistory.LOCKS / 2);
    LockStats warm = locks.get(WindowHistory.LOCKS);
    LockStats hot = locks.get(WindowHistory.LOCKS + 1);

    window(locks.subList(0, WindowHistory.LOCKS), i -> locks.get(i) == least ? 1 : 5);
    assertThat(history.ratios(least)).isNotEmpty();
    window(locks, i -> locks.get(i) == warm ? 2 : locks.get(i) == hot ? 9 : 0);

    assertThat(history.ratios(hot)).hasSize(2);
    assertThat(locks)
        .filteredOn(lock -> lock.ratios.length == 0)
        .containsExactlyInAnyOrder(least, warm);
  }

  @Test
  void aLockThatNobodyWaitsForTakesNoRoom() {
    LockStats quiet = lock("quiet");
    window(List.of(quiet), i -> 0);
    assertThat(history.ratios(quiet)).isEmpty();
  }

  private static LockStats lock(String name) {
    return new LockStats(name, "reentrant", "Lock", 0.1);
  }

  /** A window in which a thread waits for each lock, as many seconds as its number says. */
  private void window(List<LockStats> locks, IntUnaryOperator waitSeconds) {
    for (int i = 0; i < locks.size(); i++) {
      LockStats lock = locks.get(i);
      lock.settled.wait += waitSeconds.applyAsInt(i) * 1_000_000_000L;
      lock.beginLook();
      lock.liveExecution = WINDOW;
      lock.endLook();
      lock.endWindow(WINDOW);
    }
    history.windowEnded(START.plusSeconds(10L * windows++), locks);
  }
}
