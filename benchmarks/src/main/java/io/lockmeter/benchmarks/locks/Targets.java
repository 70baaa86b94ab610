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
          new Target("CounterAdd", "LockedCounter", 2, 5),
          new Target("CounterAddBesideSum", "NotSummed", 1, 0.95),
          new Target("CounterAddBesideSum", "NotSummed", 2, 0.95),
          new Target("CounterSum", "LongAdder", 1, 0.10),
          new Target("CounterSum", "LongAdder", 2, 0.10),
          new Target("CountersUpdate", "TwoLongAdders", 1, 1.0),
          new Target("CountersUpdate", "TwoLongAdders", 2, 1.0),
          new Target("MapGet", "ConcurrentHashMap", 1, 0.85),
          new Target("MapGet", "ConcurrentHashMap", 2, 0.85),
          new Target("MapPut", "ConcurrentHashMap", 1, 0.50),
          new Target("MapPut", "ConcurrentHashMap", 2, 0.50),
          new Target("MapMixed", "synchronizedMap", 1, 0.7),
          new Target("MapMixed", "synchronizedMap", 2, 3),
          new Target("MapTransact", "GuavaStriped", 1, 0.9),
          new Target("MapTransact", "GuavaStriped", 2, 1.0),
          new Target("ReadWrite writes=0", "ReentrantReadWriteLock", 1, 1.0),
          new Target("ReadWrite writes=0", "ReentrantReadWriteLock", 2, 2),
          new Target("ReadWrite writes=0", "StampedLock", 1, 0.9),
          new Target("ReadWrite writes=0", "StampedLock", 2, 1.5),
          new Target("ReadWrite writes=50", "ReentrantReadWriteLock", 1, 0.88),
          new Target("ReadWrite writes=50", "ReentrantReadWriteLock", 2, 0.88),
          new Target("VersionedUpdate keys=1", "ConcurrentHashMap", 1, 0.6),
          new Target("VersionedUpdate keys=1", "ConcurrentHashMap", 2, 0.5),
          new Target("VersionedUpdate keys=1024", "ConcurrentHashMap", 1, 0.7),
          new Target("VersionedUpdate keys=1024", "ConcurrentHashMap", 2, 0.8),
          new Target("OrderedPair", "ByHand", 1, 0.7),
          new Target("OrderedPair", "ByHand", 2, 0.8));

  private Targets() {}
}
