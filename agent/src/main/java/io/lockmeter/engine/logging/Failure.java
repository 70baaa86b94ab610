package io.lockmeter.engine.logging;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/**
 * Something in the agent that may go wrong again and again: every time is counted, the first is a
 * line in the log. Thread-safe.
 */
public final class Failure {

  private static final AtomicLong COUNT = new AtomicLong();

  private final Logger log;
  private final String what;
  private final AtomicBoolean told = new AtomicBoolean();

  /**
   * @param what what fails and what that means, as it is to stand in the log
   */
  public Failure(Logger log, String what) {
    this.log = log;
    this.what = what;
  }

  /** It has gone wrong. Does not throw, whatever {@code cause} is. */
  public void note(Throwable cause) {
    COUNT.incrementAndGet();
    try {
      // Even that may need memory, the first time.
      if (told.compareAndSet(false, true)) {
        tell(cause);
      }
    } catch (Throwable e) {
      COUNT.incrementAndGet();
    }
  }

  private void tell(Throwable cause) {
    boolean done = false;
    try {
      log.warn("{}; when it happens again, that is only counted", what, cause);
      done = true;
    } finally {
      // Without the memory or the stack to log it, it is at least counted, and the next is told.
      told.set(done);
    }
  }

  /** How often anything of this kind went wrong. */
  public static long count() {
    return COUNT.get();
  }
}
