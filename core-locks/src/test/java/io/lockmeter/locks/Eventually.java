package io.lockmeter.locks;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what is bound to happen, be the machine slow or stalled. */
public final class Eventually {

  static final Duration PATIENCE = Duration.ofMinutes(4);

  private Eventually() {}

  /** Returns once the condition holds, which the calling thread asks again and again. */
  public static void until(Callable<Boolean> condition) {
    await()
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .atMost(PATIENCE)
        .until(condition);
  }
}
