package io.lockmeter.engine.instrument.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Knows the methods it was given, and no others. */
class RewrittenMethodsTest {

  private final RewrittenMethods methods = new RewrittenMethods();

  @Test
  void containsWhatWasAddedThroughGrowth() {
    for (int i = 0; i < 20_000; i++) {
      methods.add("com.acme.Foo" + i % 100, "bar" + i / 100, "()V");
    }
    for (int i = 0; i < 20_000; i++) {
      assertThat(methods.contains("com.acme.Foo" + i % 100, "bar" + i / 100, "()V")).isTrue();
      assertThat(methods.contains("com.acme.Foo" + i % 100, "bar" + i / 100, "()I")).isFalse();
    }
  }

  @Test
  void partsAreNotMixedUp() {
    methods.add("a.b", "c", "()V");
    assertThat(methods.contains("a.b", "c", "()V")).isTrue();
    assertThat(methods.contains("a.", "bc", "()V")).isFalse();
    assertThat(methods.contains("a.bc", "", "()V")).isFalse();
  }

  @Test
  void isBounded() {
    for (int i = 0; i < 300_000; i++) {
      methods.add("com.acme.Foo", "bar" + i, "()V");
    }
    assertThat(methods.contains("com.acme.Foo", "bar0", "()V")).isTrue();
    assertThat(methods.contains("com.acme.Foo", "bar299999", "()V")).isFalse();
  }
}
