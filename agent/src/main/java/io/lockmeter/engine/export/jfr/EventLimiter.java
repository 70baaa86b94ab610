package io.lockmeter.engine.export.jfr;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Lets a fixed number of events through in each second and counts the others. Lock-free: it is
 * asked by threads that hold locks.
 */
final class EventLimiter {

  private final int perSecond;
  private final LongSupplier nanoClock;
  private final AtomicLong secondAndCount = new AtomicLong();
  private final AtomicLong suppressed = new AtomicLong();

  EventLimiter(int perSecond, LongSupplier nanoClock) {
    this.perSecond = perSecond;
    this.nanoClock = nanoClock;
  }

  boolean tryAcquire() {
    long second = (int) TimeUnit.NANOSECONDS.toSeconds(nanoClock.getAsLong());
    while (true) {
      long seen = secondAndCount.get();
      long count = seen >> 32 == second ? (int) seen : 0;
      if (count >= perSecond) {
        suppressed.incrementAndGet();
        return false;
      }
      if (secondAndCount.compareAndSet(seen, second << 32 | (count + 1))) {
        return true;
      }
    }
  }

  long suppressed() {
    return suppressed.get();
  }
}
