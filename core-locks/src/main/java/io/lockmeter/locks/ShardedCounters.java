package io.lockmeter.locks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Several sums that belong together, such as a count and a total. One update adds to any of them,
 * and a snapshot has all of an update or nothing of it. Threads that update at the same time touch
 * different memory, as with {@link ShardedCounter}.
 *
 * <ol>
 *   <li>An update is lock-free, and waits neither for other updates nor for those who read.
 *   <li>Snapshots are linearizable, whatever the amounts. They wait for updates that are under way,
 *       a few instructions each, and for one another.
 *   <li>Nothing is allocated but the array that {@link #snapshot()} and {@link
 *       #snapshotThenReset()} return, new shards when threads collide, and an array of the sums by
 *       an update that finds the shards it tries taken, as it does beside a snapshot.
 * </ol>
 *
 * <p>There is one shard to begin with, and there are at most as many as the machine has processors,
 * rounded up to a power of two, and no more than 64. An update takes a shard by compare-and-set,
 * adds, and gives it back by a plain release. If it finds the shards taken it adds to one more set
 * of sums, an immutable array that it replaces by compare-and-set. A reader takes all shards, and
 * then reads or swaps that array: that is the instant of its snapshot, because updates can go
 * nowhere else then. Threads move between shards as those of {@code
 * java.util.concurrent.atomic.Striped64} do.
 *
 * <p>Sums wrap around on overflow, as {@code long} does.
 */
public final class ShardedCounters {

  private static final VarHandle OVERFLOW = overflow();

  private static final int MAX_SUMS = 1024;
  private static final int TRIES = 4;

  // Who holds it may take all shards, and may change what shards there are.
  private final SpinLock readers = new SpinLock();

  private final int sums;
  private final int maxShards;
  private volatile long @Nullable [] overflow;
  volatile long[][] shards;

  /**
   * Makes counters that stand at zero, to grow to the processors of this machine.
   *
   * @param sums how many sums there are
   * @throws IllegalArgumentException if {@code sums} is not from 1 to 1024
   */
  public ShardedCounters(int sums) {
    this(sums, Shards.forThisMachine());
  }

  /**
   * Makes counters that stand at zero.
   *
   * @param sums how many sums there are
   * @param shards how many shards they may grow to, rounded up to a power of two; the threads that
   *     add at the same time on a processor each are enough
   * @throws IllegalArgumentException if {@code sums} or {@code shards} is not from 1 to 1024
   */
  public ShardedCounters(int sums, int shards) {
    if (sums < 1 || sums > MAX_SUMS) {
      throw new IllegalArgumentException("sums must be from 1 to " + MAX_SUMS + ", but is " + sums);
    }
    this.sums = sums;
    this.maxShards = Shards.checked(shards);
    this.shards = new long[][] {SumsShard.allocate(sums)};
  }

  private static VarHandle overflow() {
    try {
      return MethodHandles.lookup().findVarHandle(ShardedCounters.class, "overflow", long[].class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * Adds {@code amount}, which may be negative, to one sum.
   *
   * @throws IndexOutOfBoundsException if there is no such sum
   */
  public void add(int index, long amount) {
    Objects.checkIndex(index, sums);
    long[] shard = tryTakeOne();
    if (shard == null) {
      long[] amounts = new long[sums];
      amounts[index] = amount;
      addToOverflow(amounts);
    } else {
      shard[SumsShard.FIRST + index] += amount;
      SumsShard.free(shard);
    }
  }

  /**
   * Adds to two sums at once, or twice to one.
   *
   * @throws IndexOutOfBoundsException if there is no such sum
   */
  public void add(int index1, long amount1, int index2, long amount2) {
    Objects.checkIndex(index1, sums);
    Objects.checkIndex(index2, sums);
    long[] shard = tryTakeOne();
    if (shard == null) {
      long[] amounts = new long[sums];
      amounts[index1] = amount1;
      amounts[index2] += amount2;
      addToOverflow(amounts);
    } else {
      shard[SumsShard.FIRST + index1] += amount1;
      shard[SumsShard.FIRST + index2] += amount2;
      SumsShard.free(shard);
    }
  }

  /**
   * Adds to all sums at once.
   *
   * @param amounts one for each sum, in their order; not kept, so that the caller can use the array
   *     again
   * @throws IllegalArgumentException if there are not as many amounts as sums
   */
  public void add(long[] amounts) {
    checkLength("amounts", amounts);
    long[] shard = tryTakeOne();
    if (shard == null) {
      addToOverflow(amounts.clone());
    } else {
      for (int i = 0; i < sums; i++) {
        shard[SumsShard.FIRST + i] += amounts[i];
      }
      SumsShard.free(shard);
    }
  }

  private void checkLength(String name, long[] array) {
    if (Objects.requireNonNull(array, name).length != sums) {
      throw new IllegalArgumentException(
          name + " must have " + sums + " elements, but has " + array.length);
    }
  }

  private long @Nullable [] tryTakeOne() {
    long thread = Thread.currentThread().getId();
    long[][] current = shards;
    long[] shard = current[Shards.home(thread) & (current.length - 1)];
    return SumsShard.tryTake(shard) ? shard : tryTakeAnother(thread, current);
  }

  private long @Nullable [] tryTakeAnother(long thread, long[][] first) {
    long[][] current = first;
    for (int tries = 0; tries < TRIES; tries++) {
      Shards.move(thread);
      long[] shard = current[Shards.home(thread) & (current.length - 1)];
      if (SumsShard.tryTake(shard)) {
        return shard;
      }
      if (tries == 0) {
        current = grow(current);
      }
    }
    return null;
  }

  /** Makes as many shards again, unless that is too many, or somebody reads or grows already. */
  long[][] grow(long[][] from) {
    if (from.length < maxShards && readers.tryLock()) {
      try {
        if (shards == from) {
          long[][] grown = Arrays.copyOf(from, 2 * from.length);
          for (int i = from.length; i < grown.length; i++) {
            grown[i] = SumsShard.allocate(sums);
          }
          shards = grown;
        }
      } finally {
        readers.unlock();
      }
    }
    return shards;
  }

  /** Takes over {@code amounts}. */
  private void addToOverflow(long[] amounts) {
    long[] before;
    do {
      before = overflow;
    } while (!OVERFLOW.compareAndSet(
        this, before, before == null ? amounts : sum(before, amounts)));
  }

  private static long[] sum(long[] before, long[] amounts) {
    long[] after = before.clone();
    for (int i = 0; i < after.length; i++) {
      after[i] += amounts[i];
    }
    return after;
  }

  /** The sums at an instant of this call, in a new array. */
  public long[] snapshot() {
    long[] target = new long[sums];
    snapshot(target);
    return target;
  }

  /**
   * Copies the sums at an instant of this call.
   *
   * @param target where to; nobody else may use it meanwhile
   * @throws IllegalArgumentException if it has not as many elements as there are sums
   */
  public void snapshot(long[] target) {
    checkLength("target", target);
    read(target, false);
  }

  /** Sets all sums to zero, and returns what they were in a new array, as one atomic step. */
  public long[] snapshotThenReset() {
    long[] target = new long[sums];
    snapshotThenReset(target);
    return target;
  }

  /**
   * Sets all sums to zero and copies what they were, as one atomic step: no update is lost.
   *
   * @param target where to; nobody else may use it meanwhile
   * @throws IllegalArgumentException if it has not as many elements as there are sums
   */
  public void snapshotThenReset(long[] target) {
    checkLength("target", target);
    read(target, true);
  }

  private void read(long[] target, boolean reset) {
    readers.lock();
    long[][] current = shards;
    int taken = 0;
    try {
      for (; taken < current.length; taken++) {
        SumsShard.take(current[taken]);
      }
      long[] rest = reset ? (long[]) OVERFLOW.getAndSet(this, (long[]) null) : overflow;
      for (int i = 0; i < sums; i++) {
        target[i] = rest == null ? 0 : rest[i];
        for (long[] shard : current) {
          target[i] += shard[SumsShard.FIRST + i];
          shard[SumsShard.FIRST + i] = reset ? 0 : shard[SumsShard.FIRST + i];
        }
      }
    } finally {
      while (taken > 0) {
        SumsShard.free(current[--taken]);
      }
      readers.unlock();
    }
  }

  /** A {@link #snapshot()}, such as {@code [3, -17]}. */
  @Override
  public String toString() {
    return Arrays.toString(snapshot());
  }
}
