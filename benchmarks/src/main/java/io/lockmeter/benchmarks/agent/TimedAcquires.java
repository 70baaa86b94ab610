package io.lockmeter.benchmarks.agent;

import java.util.concurrent.atomic.LongAdder;

/** The way to measure waits without a tool: the program reads the clock around each acquire. */
final class TimedAcquires {

  static final boolean ON = Boolean.getBoolean(ContendedLocks.TIMED);

  private final LongAdder nanos = new LongAdder();

  void add(long waited) {
    nanos.add(waited);
  }
}
