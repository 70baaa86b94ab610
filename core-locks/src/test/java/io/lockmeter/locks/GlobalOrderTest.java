package io.lockmeter.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class GlobalOrderTest {

  @Test
  void tiesOfTheIdentityHash_areBrokenForGood() {
    GlobalOrder order = new GlobalOrder(lock -> 7);
    List<Lock> locks = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      locks.add(new ReentrantLock());
    }
    locks.sort(order);
    List<Lock> first = List.copyOf(locks);
    Collections.shuffle(locks, new Random(1));
    locks.sort(order);

    assertThat(locks).isEqualTo(first);
    assertThat(order.compare(locks.get(0), locks.get(0))).isZero();
    assertThat(order.compare(locks.get(0), locks.get(1))).isNegative();
    assertThat(order.compare(locks.get(1), locks.get(0))).isPositive();
  }

  @Test
  void locksWithoutTies_areNotRemembered() {
    GlobalOrder order = new GlobalOrder(System::identityHashCode);
    Lock one = new ReentrantLock();
    Lock two = new ReentrantLock();
    while (System.identityHashCode(one) == System.identityHashCode(two)) {
      two = new ReentrantLock();
    }
    int compared = order.compare(one, two);

    assertThat(order.compare(two, one)).isEqualTo(-compared).isNotZero();
    assertThat(order.ties.size()).isZero();
  }

  @Test
  void locksWithTies_areForgottenOnceTheyAreGarbage() {
    GlobalOrder order = new GlobalOrder(lock -> 7);
    Lock kept = new ReentrantLock();
    for (int i = 0; i < 10; i++) {
      order.compare(kept, new ReentrantLock());
    }
    long number = order.ties.numberOf(kept);
    Eventually.until(
        () -> {
          System.gc();
          return order.ties.size() == 1;
        });

    assertThat(order.ties.numberOf(kept)).isEqualTo(number);
  }
}
