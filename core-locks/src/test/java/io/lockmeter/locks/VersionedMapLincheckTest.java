package io.lockmeter.locks;

import io.lockmeter.locks.RetryPolicy.Exhausted;
import java.time.Duration;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Operations on one key: what is claimed of each key. */
public class VersionedMapLincheckTest {

  private static final String KEY = "key";

  private static String show(@Nullable Versioned<Integer> versioned) {
    return String.valueOf(versioned);
  }

  @Test
  void valueAndVersion_areReadTogether() {
    Linearizability.modelCheck(Reads.class);
  }

  @Test
  void valueAndVersion_readApart_areCaught() {
    Linearizability.modelCheckRefutes(ReadsApart.class);
  }

  @Test
  void conditionalChanges_compareAndSet() {
    Linearizability.modelCheck(ConditionalChanges.class);
  }

  @Test
  void conditionalChange_withoutComparingInOneStep_isCaught() {
    Linearizability.modelCheckRefutes(UncomparedChanges.class);
  }

  @Test
  void versionsThatRestartAfterRemoval_areCaught() {
    Linearizability.modelCheckRefutes(RestartedVersions.class);
  }

  @Test
  void updates_optimisticAndLocked_areAtomic() {
    Linearizability.modelCheck(Updates.class);
  }

  @Test
  void updates_thatWriteWhatTheyMadeWithoutComparing_areCaught() {
    Linearizability.modelCheckRefutes(UncomparedUpdates.class);
  }

  public static class Reads {
    private final VersionedMap<String, Integer> map = new VersionedMap<>();

    @Operation
    public long put(@Param(gen = IntGen.class, conf = "1:3") int value) {
      return map.put(KEY, value);
    }

    @Operation
    public String get() {
      return show(map.get(KEY));
    }
  }

  /** Keeps value and version in two places. */
  public static class ReadsApart {
    private volatile int value;
    private volatile int version;

    @Operation
    public synchronized long put(@Param(gen = IntGen.class, conf = "1:3") int next) {
      value = next;
      return ++version;
    }

    @Operation
    public String get() {
      return value + " " + version;
    }
  }

  public static class ConditionalChanges {
    private final VersionedMap<String, Integer> map = new VersionedMap<>();

    @Operation
    public long replaceIfVersion(
        @Param(gen = IntGen.class, conf = "0:3") int expected,
        @Param(gen = IntGen.class, conf = "1:3") int value) {
      return map.replaceIfVersion(KEY, expected, value);
    }

    @Operation
    public boolean removeIfVersion(@Param(gen = IntGen.class, conf = "0:3") int expected) {
      return map.removeIfVersion(KEY, expected);
    }

    @Operation
    public String putIfAbsent(@Param(gen = IntGen.class, conf = "1:3") int value) {
      return show(map.putIfAbsent(KEY, value));
    }

    @Operation
    public String get() {
      return show(map.get(KEY));
    }
  }

  /** Looks at the version first and changes the value afterwards. */
  public static class UncomparedChanges {
    private volatile @Nullable Versioned<Integer> current;

    @Operation
    public long replaceIfVersion(
        @Param(gen = IntGen.class, conf = "0:1") int expected,
        @Param(gen = IntGen.class, conf = "1:3") int value) {
      Versioned<Integer> seen = current;
      if ((seen == null ? VersionedMap.ABSENT : seen.version()) != expected) {
        return VersionedMap.ABSENT;
      }
      current = new Versioned<>(value, expected + 1);
      return expected + 1;
    }
  }

  /** As {@link Updates} on a map that counts each new life of its key from one. */
  public static class RestartedVersions {
    private volatile @Nullable Versioned<Integer> current;

    @Operation
    public int add() {
      while (true) {
        Versioned<Integer> seen = current;
        int next = seen == null ? 10 : seen.value() + 10;
        if (replaceIfVersion(seen == null ? VersionedMap.ABSENT : seen.version(), next)) {
          return next;
        }
      }
    }

    @Operation
    public synchronized String remove() {
      Versioned<Integer> before = current;
      current = null;
      return show(before);
    }

    @Operation
    public synchronized String putIfAbsent(@Param(gen = IntGen.class, conf = "1:3") int value) {
      Versioned<Integer> before = current;
      if (before == null) {
        current = new Versioned<>(value, 1);
      }
      return show(before);
    }

    private synchronized boolean replaceIfVersion(long expected, int next) {
      boolean matches = (current == null ? VersionedMap.ABSENT : current.version()) == expected;
      if (matches) {
        current = new Versioned<>(next, expected + 1);
      }
      return matches;
    }
  }

  /** Goes through both the optimistic attempt and the one under the lock. */
  public static class Updates {
    private static final RetryPolicy LOCK_SOON = new RetryPolicy(1, Duration.ZERO, Exhausted.LOCK);

    private final VersionedMap<String, Integer> map = new VersionedMap<>();

    @Operation
    public String add(@Param(gen = IntGen.class, conf = "1:3") int amount) {
      return show(map.update(KEY, value -> value == null ? amount : value + amount, LOCK_SOON));
    }

    @Operation
    public String remove() {
      return show(map.remove(KEY));
    }

    @Operation
    public String putIfAbsent(@Param(gen = IntGen.class, conf = "1:3") int value) {
      return show(map.putIfAbsent(KEY, value));
    }
  }

  /** Writes what it made of the value that it saw. */
  public static class UncomparedUpdates {
    private volatile int value;

    @Operation
    public int add(@Param(gen = IntGen.class, conf = "1:3") int amount) {
      int next = value + amount;
      value = next;
      return next;
    }
  }
}
