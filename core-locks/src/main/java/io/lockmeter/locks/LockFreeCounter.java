package io.lockmeter.locks;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A counter for those who need the value that their own update made, such as a sequence number or a
 * limit: one word, changed atomically.
 *
 * <p>This is an {@link AtomicLong} behind the interface {@link Counter}, and no faster. Where the
 * interface is not needed use {@code AtomicLong} itself. Where many threads add and nobody needs
 * the new value use {@link ShardedCounter} or {@link java.util.concurrent.atomic.LongAdder}: here
 * all threads write to the same memory, which is not padded.
 *
 * <p>All operations are linearizable, wait for nobody, and allocate nothing.
 */
public final class LockFreeCounter implements Counter {

  private final AtomicLong value = new AtomicLong();

  /** Makes a counter that stands at zero. */
  public LockFreeCounter() {}

  @Override
  public void add(long amount) {
    value.getAndAdd(amount);
  }

  /** Adds {@code amount}, which may be negative, and returns the sum that this made. */
  public long addAndGet(long amount) {
    return value.addAndGet(amount);
  }

  /** Adds one, and returns the sum that this made. */
  public long incrementAndGet() {
    return value.incrementAndGet();
  }

  /** Subtracts one, and returns the sum that this made. */
  public long decrementAndGet() {
    return value.decrementAndGet();
  }

  /** Sets the sum to {@code update} if it is {@code expected}, and returns whether it was. */
  public boolean compareAndSet(long expected, long update) {
    return value.compareAndSet(expected, update);
  }

  @Override
  public long sum() {
    return value.get();
  }

  @Override
  public long estimate() {
    return value.get();
  }

  @Override
  public long sumThenReset() {
    return value.getAndSet(0);
  }

  /** The sum. */
  @Override
  public String toString() {
    return value.toString();
  }
}
