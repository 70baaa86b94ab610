package io.lockmeter.engine.instrument.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values go with their loaders. */
class LoaderMapTest {

  private final LoaderMap<String> map = new LoaderMap<>();

  /** All are equal, and say so only once the agent asks. */
  private static final class Equal extends ClassLoader {

    @Override
    public boolean equals(Object other) {
      throw new AssertionError("asked for equality");
    }

    @Override
    public int hashCode() {
      throw new AssertionError("asked for a hash");
    }
  }

  @Test
  void eachLoaderHasItsOwnMap() {
    ClassLoader one = new Equal();
    ClassLoader other = new Equal();
    map.get(one).put("one", "of one");
    map.get(other).put("other", "of other");
    assertThat(map.get(one)).containsExactly(entry("one", "of one"));
    assertThat(map.get(other)).containsExactly(entry("other", "of other"));
  }

  @Test
  void mapGoesWithItsLoader() {
    WeakReference<Map<String, String>> value = new WeakReference<>(map.get(new Equal()));
    await()
        .atMost(Duration.ofMinutes(3))
        .until(
            () -> {
              System.gc();
              map.get(null);
              return value.get() == null;
            });
    assertThat(map.get(null)).isEmpty();
  }
}
