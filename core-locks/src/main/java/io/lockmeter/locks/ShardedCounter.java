package io.lockmeter.locks;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A counter whose value is split over several shards, so that threads that add at the same time
 * touch different memory. To be used where {@code LongAdder} is, but by those who need the exact
 * sum of amounts of either sign, or a reset between which and the sum nothing is lost.
 *
 * <ol>
 *   <li>An addition is wait-free: it waits neither for other additions nor for those who read. (So
 *       it is where the processor can add to memory atomically. Where it cannot, such as on AArch64
 *       before 8.1, it is lock-free.)
 *   <li>{@link #sum} and {@link #sumThenReset} are linearizable, whatever the amounts. They wait
 *       for one another, and for no addition but one that makes the counter grow.
 *   <li>{@link #estimate} is wait-free.
 *   <li>No operation allocates, apart from the additions that make the counter grow.
 * </ol>
 *
 * <p>A new counter is one word, the base. When threads collide it grows to two shards, and doubles
 * them when they go on to collide, up to the number of processors, rounded up to a power of two, at
 * most 64. An addition is one compare-and-set of a shard. If others were there first it tries a few
 * more shards, and if those are taken or closed it adds to the base atomically. A reader closes all
 * shards and then reads or swaps the base: that is the instant at which its sum is exact, because
 * additions can go nowhere else then. The shards, and how threads move between them, are those of
 * {@code java.util.concurrent.atomic.Striped64}; that they can be closed is not.
 *
 * <p>For counts that only grow by one, and are never reset, {@code LongAdder} is as exact, and
 * cheaper to read. As there, counters are equal only if they are the same, and serialization keeps
 * the value alone.
 */
public final class ShardedCounter extends Number implements Counter {

  @Serial private static final long serialVersionUID = 1;

  private static final VarHandle BASE = field("base", long.class);
  private static final VarHandle READING = field("reading", boolean.class);

  private static final int FIRST_SHARDS = 2;
  private static final int TRIES = 4;

  private final transient int maxShards;
  private transient volatile long base;

  // Whether a thread reads exactly, or changes what shards there are. A SpinLock would cost 16
  // bytes.
  private transient volatile boolean reading;

  transient volatile long @Nullable [] shards;

  /** Makes a counter that stands at zero, to grow to the processors of this machine. */
  public ShardedCounter() {
    this(Shards.forThisMachine());
  }

  /**
   * Makes a counter that stands at zero.
   *
   * @param shards how many shards it may grow to, rounded up to a power of two; the threads that
   *     add at the same time on a processor each are enough
   * @throws IllegalArgumentException if {@code shards} is not from 1 to 1024
   */
  public ShardedCounter(int shards) {
    this.maxShards = Shards.checked(shards);
  }

  private static VarHandle field(String name, Class<?> type) {
    try {
      return MethodHandles.lookup().findVarHandle(ShardedCounter.class, name, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @Override
  public void add(long amount) {
    long[] current = shards;
    if (current == null) {
      long before = base;
      if (!BASE.compareAndSet(this, before, before + amount)) {
        addContended(amount, grow(null));
      }
    } else {
      int home = Shards.home(Thread.currentThread().getId());
      int outcome = LongShards.add(current, home, amount);
      if (outcome == LongShards.CONTENDED) {
        addContended(amount, current);
      } else if (outcome == LongShards.REFUSED) {
        BASE.getAndAdd(this, amount);
      }
    }
  }

  private void addContended(long amount, long @Nullable [] first) {
    long thread = Thread.currentThread().getId();
    long[] current = first;
    for (int tries = 0; tries < TRIES && current != null; tries++) {
      Shards.move(thread);
      int outcome = LongShards.add(current, Shards.home(thread), amount);
      if (outcome == LongShards.ADDED) {
        return;
      }
      if (outcome == LongShards.REFUSED) {
        break;
      }
      if (tries == 0) {
        current = grow(current);
      }
    }
    BASE.getAndAdd(this, amount);
  }

  /** Makes twice as many shards, unless that is too many, or somebody reads or grows already. */
  long @Nullable [] grow(long @Nullable [] from) {
    int count = Math.min(maxShards, from == null ? FIRST_SHARDS : 2 * LongShards.count(from));
    boolean canGrow = from == null || count > LongShards.count(from);
    if (canGrow && tryRead()) {
      try {
        if (shards == from) {
          shards = grown(from, count);
        }
      } finally {
        reading = false;
      }
    }
    return shards;
  }

  private static long[] grown(long @Nullable [] from, int count) {
    long[] grown = LongShards.allocate(count);
    if (from != null) {
      LongShards.move(from, grown);
    }
    return grown;
  }

  private boolean tryRead() {
    return !reading && READING.compareAndSet(this, false, true);
  }

  private void awaitRead() {
    for (int spins = 0; !tryRead(); ) {
      spins = SpinLock.pause(spins);
    }
  }

  @Override
  public long sum() {
    awaitRead();
    long[] current = shards;
    try {
      return (current == null ? 0 : LongShards.close(current)) + base;
    } finally {
      if (current != null) {
        LongShards.open(current);
      }
      reading = false;
    }
  }

  @Override
  public long sumThenReset() {
    awaitRead();
    long[] current = shards;
    try {
      long sum = current == null ? 0 : LongShards.close(current);
      sum += (long) BASE.getAndSet(this, 0L);
      if (current != null) {
        LongShards.zero(current);
      }
      return sum;
    } finally {
      if (current != null) {
        LongShards.open(current);
      }
      reading = false;
    }
  }

  @Override
  public long estimate() {
    long[] current = shards;
    return (current == null ? 0 : LongShards.estimate(current)) + base;
  }

  /** The sum, as {@link #sum} gives it. */
  @Override
  public long longValue() {
    return sum();
  }

  /** The sum, as {@link #sum} gives it, narrowed to {@code int}. */
  @Override
  public int intValue() {
    return (int) sum();
  }

  /** The sum, as {@link #sum} gives it, rounded to {@code float}. */
  @Override
  public float floatValue() {
    return (float) sum();
  }

  /** The sum, as {@link #sum} gives it, rounded to {@code double}. */
  @Override
  public double doubleValue() {
    return (double) sum();
  }

  /** The sum, as {@link #sum} gives it. */
  @Override
  public String toString() {
    return Long.toString(sum());
  }

  @Serial
  private Object writeReplace() {
    return new Value(sum());
  }

  @Serial
  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("a counter is read from its value only");
  }

  /** What a counter is serialized as. */
  private record Value(long sum) implements Serializable {

    @Serial
    private Object readResolve() {
      ShardedCounter counter = new ShardedCounter();
      counter.add(sum);
      return counter;
    }
  }
}
