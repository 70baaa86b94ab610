package io.lockmeter.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExitNotesTest {

  private static final int SLOT = 3;
  private static final long START = 1_000_000_000;

  private final ExitNotes notes = new ExitNotes(8);

  @Test
  void entryDuringWhichTheMonitorWasLeft_isAWait() {
    notes.left(SLOT, 1, START + 500);
    assertThat(notes.waited(SLOT, START, 2_000, false)).isTrue();
    assertThat(notes.waited(SLOT, START, 200, false)).as("no longer than entering takes").isFalse();
    assertThat(notes.waited(SLOT + 1, START, 2_000, false)).as("another monitor").isFalse();
  }

  @Test
  void longEntryOfAMonitorThatOneThreadUses_isNoWait() {
    notes.left(SLOT, 1, START - 100_000_000);
    for (int i = 20; i > 0; i--) {
      notes.left(SLOT, 1, START - i);
    }
    assertThat(notes.waited(SLOT, START, 5_000_000, false)).isFalse();
  }

  @Test
  void longEntryOfAMonitorThatThreadsPassToEachOther_isAWait() {
    notes.left(SLOT, 1, START - 30);
    notes.left(SLOT, 2, START - 20);
    assertThat(notes.waited(SLOT, START, 5_000_000, false)).isTrue();
    assertThat(notes.waited(SLOT, START, 5_000, false)).isFalse();
  }

  @Test
  void longEntryOfAMonitorThatWasHeld_isAWait() {
    assertThat(notes.waited(SLOT, START, 2_000, true)).isTrue();
    assertThat(notes.waited(SLOT, START, 200, true)).as("no longer than entering takes").isFalse();
  }
}
