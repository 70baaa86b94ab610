package io.lockmeter.benchmarks.memory;

/** What a program did with locks before its memory is looked at. */
enum Content {
  IDLE("idle", 0),
  LIVE_LOCKS("live ReentrantLocks", 10_000),
  LIVE_MONITORS("live monitors", 10_000),
  SHORT_LIVED("short-lived locks", 10_000_000);

  final String label;
  final int locks;

  Content(String label, int locks) {
    this.label = label;
    this.locks = locks;
  }
}
