package io.lockmeter.locks;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The locks of one name, which are checked as one. */
final class LockClass implements Comparable<LockClass> {

  static final int UNRANKED = -1;

  private static final AtomicLong NUMBERS = new AtomicLong();

  final String name;
  final int rank;
  final boolean readWrite;
  final LockNode shared;
  final LockNode exclusive;

  /** Whether writers may wait for these locks, which makes readers wait. Guarded by the graph. */
  boolean writersWait;

  /** What was found when the first writer was refused. Guarded by the graph. */
  @Nullable LockOrderViolation refusedWriter;

  private final long number = nextNumber();
  private volatile boolean nestable;
  private volatile boolean writersKnown;

  LockClass(String name, int rank, boolean readWrite) {
    this.name = name;
    this.rank = rank;
    this.readWrite = readWrite;
    this.shared = new LockNode(this, false);
    this.exclusive = new LockNode(this, true);
  }

  /** Larger than all before, in the whole process. */
  static long nextNumber() {
    return NUMBERS.getAndIncrement();
  }

  /** By rank, those without one last: as an unsigned number, that is the largest. */
  @Override
  public int compareTo(LockClass other) {
    int byRank = Integer.compareUnsigned(rank, other.rank);
    return byRank == 0 ? Long.compare(number, other.number) : byRank;
  }

  boolean outranks(LockClass other) {
    return rank != UNRANKED && other.rank != UNRANKED && rank > other.rank;
  }

  void allowNesting() {
    nestable = true;
  }

  boolean nestable() {
    return nestable;
  }

  /** The graph knows that writers wait for these locks. */
  void writersAreKnown() {
    writersKnown = true;
  }

  boolean writersKnown() {
    return writersKnown;
  }
}
