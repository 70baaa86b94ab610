package io.lockmeter.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jol.vm.VM;

/**
 * Where neighbouring stripes lie in memory, before and after collections have moved them. The
 * collectors use one thread: where several steal work from one another, the order is anybody's.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SpacingTest {

  /** A pair of cache lines, and the 16 bytes that the contended words of one object span. */
  private static final long APART = 128 + 16;

  @ParameterizedTest
  @ValueSource(strings = {"Serial", "Parallel", "G1"})
  void contendedWordsOfDifferentStripes_shareNoPairOfCacheLines(String collector) throws Exception {
    List<String> distances = run(collector);

    assertThat(distances).hasSize(3 * Distances.COLLECTIONS);
    assertThat(distances).allMatch(line -> Long.parseLong(line.split("=", 2)[1]) >= APART);
  }

  private static List<String> run(String collector) throws IOException, InterruptedException {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+Use" + collector + "GC",
                "-XX:ParallelGCThreads=1",
                "-Xmx64m",
                "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Distances.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String printed = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor()).as(printed).isZero();
    return printed.lines().filter(line -> line.contains("=")).toList();
  }

  /** Prints the least distance between two stripes' contended objects, in bytes. */
  static final class Distances {

    static final int COLLECTIONS = 3;

    private static final int STRIPES = 32;
    private static final int GARBAGE = 1000;

    static volatile Object sink;

    private Distances() {}

    public static void main(String[] args) throws ReflectiveOperationException {
      StripedLocks locks = new StripedLocks(STRIPES);
      Object[] spaced = (Object[]) field(StripedLocks.class, "locks", locks);
      Object[] synchronizers = new Object[STRIPES];
      Stripe<?, ?>[] stripes = new StripedMap<>(STRIPES).stripes;
      for (int collection = 0; collection < COLLECTIONS; collection++) {
        for (int i = 0; i < STRIPES; i++) {
          synchronizers[i] = field(ReentrantLock.class, "sync", spaced[i]);
        }
        System.out.println("locks=" + leastDistance(synchronizers));
        System.out.println("stripes=" + leastDistance(stripes));
        System.out.println(
            "locks of stripes="
                + leastDistance(Arrays.stream(stripes).map(stripe -> stripe.lock).toArray()));
        Arrays.fill(synchronizers, null);
        for (int i = 0; i < 100 * GARBAGE; i++) {
          sink = new byte[GARBAGE];
        }
      }
    }

    private static Object field(Class<?> type, String name, Object of)
        throws ReflectiveOperationException {
      Field field = type.getDeclaredField(name);
      field.setAccessible(true);
      return field.get(of);
    }

    private static long leastDistance(Object[] objects) {
      long[] addresses =
          Arrays.stream(objects).mapToLong(VM.current()::addressOf).sorted().toArray();
      long least = Long.MAX_VALUE;
      for (int i = 1; i < addresses.length; i++) {
        least = Math.min(least, addresses[i] - addresses[i - 1]);
      }
      return least;
    }
  }
}
