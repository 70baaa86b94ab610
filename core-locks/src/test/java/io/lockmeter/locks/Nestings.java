package io.lockmeter.locks;

import java.util.List;
import java.util.concurrent.locks.Lock;

/** Locks taken one inside the other, and what a {@link LockOrder} makes of it. */
final class Nestings {

  private Nestings() {}

  /** Takes the locks in this order, then releases them. */
  static void nest(Lock... locks) {
    for (Lock lock : locks) {
      lock.lock();
    }
    for (int i = locks.length - 1; i >= 0; i--) {
      locks[i].unlock();
    }
  }

  /** Each violation as its kind, and its acquisitions as {@code held>wanted}. */
  static List<String> violationsOf(LockOrder order) {
    return order.violations().stream()
        .map(violation -> violation.kind() + " " + stepsOf(violation))
        .toList();
  }

  private static List<String> stepsOf(LockOrderViolation violation) {
    return violation.acquisitions().stream()
        .map(step -> step.held() + ">" + step.wanted())
        .toList();
  }
}
