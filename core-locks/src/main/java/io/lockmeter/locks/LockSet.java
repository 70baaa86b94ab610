package io.lockmeter.locks;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.lockmeter.locks.LockOrder.Held;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/** Locks to be acquired together: in the global order, each once. */
final class LockSet {

  private final Lock[] locks;
  private final int size;

  private LockSet(Lock[] locks, int size) {
    this.locks = locks;
    this.size = size;
  }

  static LockSet of(Lock[] locks) {
    Lock[] sorted = Objects.requireNonNull(locks, "locks").clone();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("locks must not be empty, but are []");
    }
    for (int i = 0; i < sorted.length; i++) {
      if (sorted[i] == null) {
        throw new NullPointerException("locks[" + i + "]");
      }
    }
    Arrays.sort(sorted, GlobalOrder.INSTANCE);
    int size = 1;
    for (int i = 1; i < sorted.length; i++) {
      if (!covers(sorted[size - 1], sorted[i])) {
        sorted[size++] = sorted[i];
      }
    }
    return new LockSet(sorted, size);
  }

  /** Whether who holds the one need not acquire the other. */
  private static boolean covers(Lock taken, Lock next) {
    return taken == next
        || taken instanceof OrderedLock whole
            && next instanceof OrderedLock half
            && whole.identity == half.identity;
  }

  Held acquire() {
    Held held = new Held(this);
    int together = -1;
    int taken = 0;
    try {
      while (taken < size) {
        if (locks[taken] instanceof CheckedLock checked) {
          together = together < 0 ? ThreadHolds.depth() : together;
          checked.lock(together);
        } else {
          locks[taken].lock();
        }
        taken++;
      }
    } catch (Throwable failure) {
      release(taken, failure);
      throw failure;
    }
    return held;
  }

  Optional<Held> tryAcquire(long nanos) throws InterruptedException {
    Optional<Held> held = Optional.of(new Held(this));
    long start = System.nanoTime();
    int taken = 0;
    try {
      while (taken < size) {
        if (!locks[taken].tryLock(nanos - (System.nanoTime() - start), NANOSECONDS)) {
          break;
        }
        taken++;
      }
    } catch (Throwable failure) {
      release(taken, failure);
      throw failure;
    }
    if (taken < size) {
      release(taken);
      return Optional.empty();
    }
    return held;
  }

  void release() {
    release(size);
  }

  private void release(int taken) {
    Throwable failure = release(taken, null);
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
  }

  /** Releases the first locks, the last of them first, whatever one of them throws. */
  private @Nullable Throwable release(int taken, @Nullable Throwable cause) {
    Throwable failure = cause;
    for (int i = taken - 1; i >= 0; i--) {
      try {
        locks[i].unlock();
      } catch (RuntimeException | Error e) {
        if (failure == null) {
          failure = e;
        } else if (failure != e) {
          failure.addSuppressed(e);
        }
      }
    }
    return failure;
  }
}
