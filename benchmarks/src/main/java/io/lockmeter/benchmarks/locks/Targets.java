package io.lockmeter.benchmarks.locks;

import java.util.List;

/** What core-locks is to reach beside its peers. */
final class Targets {

  static final List<Target> ALL =
      List.of(
          new Target("CounterAdd", "LongAdder", 1, 0.80),
          new Target("CounterAdd", "LongAdder", 2, 0.80),
          new Target("CounterAdd", "AtomicLong", 1, 0.70),
          new Target("CounterAdd", "AtomicLong", 2, 1.2),
          new Target("CounterAdd", "LockedCounter", 1, 1.0),
          new Target("CounterAdd", "LockedCounter", 2, 5));

  private Targets() {}
}
