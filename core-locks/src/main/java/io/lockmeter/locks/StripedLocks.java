package io.lockmeter.locks;

import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Locks for keys: a fixed number of re-entrant locks, of which each key has one.
 *
 * <ol>
 *   <li>Equal keys have the same lock; different keys may. Of two threads with one random key each,
 *       one in {@code stripes} pairs shares a lock.
 *   <li>{@link #acquireAll} takes the locks of several keys, each once and all in one order, so
 *       threads that take their locks by it alone, one call at a time, cannot deadlock. Taking the
 *       lock of a second key while holding that of a first can.
 *   <li>The locks are {@link ReentrantLock}s: order, fairness, interruption and conditions are
 *       theirs, and the JVM's deadlock detector sees them.
 *   <li>The locks of different stripes do not slow one another down through a shared cache line.
 * </ol>
 *
 * <p>All locks exist from the start, at 200 bytes each. To update the values of independent keys of
 * a map, {@link java.util.concurrent.ConcurrentHashMap#compute} needs no locks beside the map's;
 * for several keys at once see {@link StripedMap}.
 */
public final class StripedLocks {

  private final Striping striping;
  private final SpacedLock[] locks;
  private final @Nullable String name;

  /**
   * Makes unfair locks.
   *
   * @param stripes how many, rounded up to a power of two
   * @throws IllegalArgumentException if {@code stripes} is not from 1 to 65536
   */
  public StripedLocks(int stripes) {
    this(stripes, false);
  }

  /**
   * Makes locks.
   *
   * @param stripes how many, rounded up to a power of two
   * @param fair whether each lock goes to the thread that has waited for it longest
   * @throws IllegalArgumentException if {@code stripes} is not from 1 to 65536
   */
  public StripedLocks(int stripes, boolean fair) {
    this(new Striping(stripes), fair, null);
  }

  /**
   * Makes locks.
   *
   * @param stripes how many, rounded up to a power of two
   * @param fair whether each lock goes to the thread that has waited for it longest
   * @param name what to call them
   * @throws IllegalArgumentException if {@code stripes} is not from 1 to 65536
   */
  public StripedLocks(int stripes, boolean fair, String name) {
    this(new Striping(stripes), fair, Objects.requireNonNull(name, "name"));
  }

  private StripedLocks(Striping striping, boolean fair, @Nullable String name) {
    this.striping = striping;
    this.name = name;
    this.locks = new SpacedLock[striping.stripes()];
    for (int i = 0; i < locks.length; i++) {
      locks[i] = new SpacedLock(fair);
    }
  }

  /** The name that was given. */
  public Optional<String> name() {
    return Optional.ofNullable(name);
  }

  /** The number of locks. */
  public int stripes() {
    return locks.length;
  }

  /** The lock of {@code key}. */
  public Lock get(Object key) {
    return locks[striping.of(key)];
  }

  /**
   * Takes the locks of all {@code keys}; waits for them as {@link Lock#lock} does.
   *
   * @param keys of any number and order, also repeated
   * @return to be closed by the calling thread
   */
  public Held acquireAll(Collection<?> keys) {
    Held held = new Held(locksOf(keys));
    held.takeAll(
        lock -> {
          lock.lock();
          return true;
        });
    return held;
  }

  /**
   * Takes the locks of all {@code keys}, or none if the thread is interrupted before or meanwhile.
   *
   * @param keys of any number and order, also repeated
   * @return to be closed by the calling thread
   * @throws InterruptedException if the thread was interrupted; it holds no more locks than before
   */
  public Held acquireAllInterruptibly(Collection<?> keys) throws InterruptedException {
    Held held = new Held(locksOf(keys));
    held.takeAll(
        lock -> {
          lock.lockInterruptibly();
          return true;
        });
    return held;
  }

  /**
   * Takes the locks of all {@code keys}, or none if that takes longer than {@code timeout}.
   *
   * @param keys of any number and order, also repeated
   * @param timeout for all of them together; with zero it does not wait
   * @return to be closed by the calling thread; empty if the time was not enough
   * @throws IllegalArgumentException if {@code timeout} is negative
   * @throws InterruptedException if the thread was interrupted; it holds no more locks than before
   */
  public Optional<Held> tryAcquireAll(Collection<?> keys, Duration timeout)
      throws InterruptedException {
    long nanos = Timeouts.nanos(timeout);
    long start = System.nanoTime();
    Held held = new Held(locksOf(keys));
    boolean taken =
        held.takeAll(
            lock -> lock.tryLock(nanos - (System.nanoTime() - start), TimeUnit.NANOSECONDS));
    return taken ? Optional.of(held) : Optional.empty();
  }

  private SpacedLock[] locksOf(Collection<?> keys) {
    int[] stripes = striping.ofAll(keys.toArray());
    SpacedLock[] ascending = new SpacedLock[stripes.length];
    for (int i = 0; i < stripes.length; i++) {
      ascending[i] = locks[stripes[i]];
    }
    return ascending;
  }

  /** The name, if there is one, and the number of locks. */
  @Override
  public String toString() {
    return (name == null ? "StripedLocks" : name) + "[" + locks.length + "]";
  }

  /** Locks that a thread has taken together. For that thread only. */
  public static final class Held implements AutoCloseable {

    private final Thread owner = Thread.currentThread();
    private final SpacedLock[] ascending;
    private int taken;

    private Held(SpacedLock[] ascending) {
      this.ascending = ascending;
    }

    private <X extends Exception> boolean takeAll(Take<X> take) throws X {
      try {
        while (taken < ascending.length && take.from(ascending[taken])) {
          taken++;
        }
      } finally {
        if (taken < ascending.length) {
          close();
        }
      }
      return taken == ascending.length;
    }

    /**
     * Releases the locks in reverse order. Closing again does nothing.
     *
     * @throws IllegalMonitorStateException if another thread took the locks, which it keeps; or if
     *     one of them was released otherwise, after releasing the rest
     */
    @Override
    public void close() {
      if (Thread.currentThread() != owner) {
        throw new IllegalMonitorStateException(
            "held by " + owner + ", closed by " + Thread.currentThread());
      }
      IllegalMonitorStateException failure = null;
      while (taken > 0) {
        taken--;
        try {
          ascending[taken].unlock();
        } catch (IllegalMonitorStateException e) {
          failure = e;
        }
      }
      if (failure != null) {
        throw failure;
      }
    }
  }

  private interface Take<X extends Exception> {
    boolean from(ReentrantLock lock) throws X;
  }
}
