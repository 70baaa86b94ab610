package io.lockmeter.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jol.vm.VM;

/**
 * Where neighbouring stripes lie in memory, before and after collections have moved them. A
 * collector fills its buffers as it finds room, so a pair may end up side by side now and then.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SpacingTest {

  /** A pair of cache lines, and the 16 bytes that the contended words of one object span. */
  private static final long APART = 128 + 16;

  @ParameterizedTest
  @ValueSource(strings = {"Serial", "Parallel", "G1"})
  void contendedWordsOfDifferentStripes_seldomShareAPairOfCacheLines(String collector)
      throws Exception {
    List<String> close = run(collector);

    assertThat(close).hasSize(4 * Distances.COLLECTIONS);
    assertThat(close)
        .filteredOn(line -> line.startsWith("spaced"))
        .allMatch(line -> pairs(line) <= 4);
    assertThat(close)
        .filteredOn(line -> line.startsWith("plain"))
        .allMatch(line -> pairs(line) >= 20);
  }

  private static int pairs(String line) {
    return Integer.parseInt(line.split("=", 2)[1]);
  }

  private static List<String> run(String collector) throws IOException, InterruptedException {
    List<String> options =
        List.of(
            "-XX:+Use" + collector + "GC",
            "-XX:ParallelGCThreads=1",
            "-Xmx64m",
            // Then references are shifted as JOL supposes, be it allowed to ask the JVM or not.
            "-XX:HeapBaseMinAddress=8g",
            "-Djol.skipHotspotSAAttach=true",
            "-Djol.skipDynamicAttach=true",
            "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED");
    return ChildJvm.linesOf(Distances.class, options).stream()
        .filter(line -> line.matches("(plain|spaced) .*=\\d+"))
        .toList();
  }

  /** Prints how many pairs of neighbours have contended words on a pair of cache lines. */
  static final class Distances {

    static final int COLLECTIONS = 3;

    private static final int STRIPES = 32;
    private static final int GARBAGE = 1000;

    static volatile Object sink;

    private Distances() {}

    public static void main(String[] args) throws ReflectiveOperationException {
      Object[] spaced = (Object[]) field(StripedLocks.class, "locks", new StripedLocks(STRIPES));
      Object[] plain = Stream.generate(ReentrantLock::new).limit(STRIPES).toArray();
      Stripe<?, ?>[] stripes = new StripedMap<>(STRIPES).stripes;
      for (int collection = 0; collection < COLLECTIONS; collection++) {
        System.out.println("plain locks=" + closePairs(synchronizers(plain)));
        System.out.println("spaced locks=" + closePairs(synchronizers(spaced)));
        System.out.println("spaced stripes=" + closePairs(stripes));
        System.out.println(
            "spaced locks of stripes="
                + closePairs(Arrays.stream(stripes).map(stripe -> stripe.lock).toArray()));
        for (int i = 0; i < 100 * GARBAGE; i++) {
          sink = new byte[GARBAGE];
        }
      }
    }

    private static Object[] synchronizers(Object[] locks) throws ReflectiveOperationException {
      Object[] synchronizers = new Object[locks.length];
      for (int i = 0; i < locks.length; i++) {
        synchronizers[i] = field(ReentrantLock.class, "sync", locks[i]);
      }
      return synchronizers;
    }

    private static Object field(Class<?> type, String name, Object of)
        throws ReflectiveOperationException {
      Field field = type.getDeclaredField(name);
      field.setAccessible(true);
      return field.get(of);
    }

    private static int closePairs(Object[] objects) {
      long[] addresses =
          Arrays.stream(objects).mapToLong(VM.current()::addressOf).sorted().toArray();
      int close = 0;
      for (int i = 1; i < addresses.length; i++) {
        if (addresses[i] - addresses[i - 1] < APART) {
          close++;
        }
      }
      return close;
    }
  }
}
