package io.lockmeter.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.CompletableFuture;
import jdk.internal.misc.Unsafe;
import org.junit.jupiter.api.Test;

class OwnStacksTest {

  private static final long PAGE = 4096;

  @Test
  void knowsThePageOfALockOfItsOwn() {
    Object monitor = new Object();
    synchronized (monitor) {
      long mark = addressOf(monitor);
      assertThat(OwnStacks.contain(mark)).as("nobody has said so").isFalse();
      OwnStacks.add(mark);
      assertThat(OwnStacks.contain(mark)).isTrue();
      assertThat(OwnStacks.contain(mark + PAGE)).as("another page").isFalse();
      assertThat(CompletableFuture.supplyAsync(() -> OwnStacks.contain(mark)).join())
          .as("another thread")
          .isFalse();
    }
  }

  @Test
  void letsALaterNoteTakeTheSlot() {
    Object monitor = new Object();
    synchronized (monitor) {
      long mark = addressOf(monitor);
      OwnStacks.add(mark);
      CompletableFuture.runAsync(() -> OwnStacks.add(mark)).join();
      assertThat(OwnStacks.contain(mark)).isFalse();
    }
  }

  @Test
  void takesNothingButAddressesForAddresses() {
    long beingInflated = 0;
    OwnStacks.add(beingInflated);
    assertThat(OwnStacks.contain(beingInflated)).isFalse();
    Object hashed = new Object();
    assertThat(System.identityHashCode(hashed)).isNotZero();
    synchronized (hashed) {
      long mark = mark(hashed);
      OwnStacks.add(mark);
      assertThat(OwnStacks.contain(mark)).isEqualTo(addresses() && (mark & 3) == 0);
    }
  }

  private static long addressOf(Object locked) {
    assumeTrue(addresses(), "this JVM keeps no addresses in mark words of locked objects");
    return mark(locked);
  }

  private static boolean addresses() {
    Object fresh = new Object();
    synchronized (fresh) {
      long mark = mark(fresh);
      return (mark & 3) == 0 && mark >= PAGE;
    }
  }

  private static long mark(Object object) {
    return Unsafe.getUnsafe().getLong(object, 0L);
  }
}
