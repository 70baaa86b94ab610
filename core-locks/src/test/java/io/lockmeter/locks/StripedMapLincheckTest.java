package io.lockmeter.locks;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/**
 * One narrow class of operations for each promise of {@link StripedMap}, and for each a variant
 * that breaks it and must be found.
 */
public class StripedMapLincheckTest {

  /** Keys of different stripes. */
  private static final int LOW = StripedKeys.of(2, 0);

  private static final int HIGH = StripedKeys.of(2, 1);

  @Test
  void readsSeeTransactionsWhole() {
    Scenario.of(Reads.class)
        .before("move")
        .thread("move")
        .thread("getHigh", "getLow")
        .isLinearizable();
    Scenario.of(Reads.class)
        .thread("move", "move")
        .thread("getHigh", "getLow")
        .thread("getLow")
        .isLinearizable();
  }

  @Test
  void readsThatDoNotWaitForWritesAreFound() {
    Scenario.of(UnvalidatedReads.class)
        .before("move")
        .thread("move")
        .thread("getHigh", "getLow")
        .isRefuted();
  }

  @Test
  void writesThatAreMarkedOneByOneAreFound() {
    Scenario.of(WritesMarkedOneByOne.class)
        .thread("putBoth")
        .thread("getLow", "getHigh")
        .isRefuted();
  }

  @Test
  void snapshotsAreOfOneInstant() {
    Scenario.of(Snapshots.class)
        .thread("putLow", "putHigh")
        .thread("snapshot")
        .thread("snapshot")
        .isLinearizable();
  }

  @Test
  void snapshotsOfOneStripeAfterAnotherAreFound() {
    Scenario.of(SnapshotsStripeByStripe.class)
        .thread("putLow", "putHigh")
        .thread("snapshot")
        .isRefuted();
  }

  @Test
  void exactSizesAreOfOneInstant() {
    Scenario.of(ExactSizes.class)
        .before("move")
        .thread("move", "removeLow")
        .thread("exactSize", "exactSize")
        .isLinearizable();
  }

  @Test
  void sizesWithoutLocksAreFound() {
    Scenario.of(WeakSizes.class).before("move").thread("move").thread("size").isRefuted();
  }

  @Test
  void severalKeysAreComparedAndSetAtOnce() {
    Scenario.of(ReplaceAlls.class)
        .thread("insertBoth", "getLow")
        .thread("putHigh", "replaceBoth")
        .isLinearizable();
    Scenario.of(ReplaceAlls.class)
        .before("insertBoth")
        .thread("replaceBoth")
        .thread("putHigh", "getLow")
        .isLinearizable();
  }

  @Test
  void writesThatPassATransactionByAreFound() {
    Scenario.of(WritesWithoutTheLock.class).thread("insertBoth").thread("putHigh").isRefuted();
  }

  @Test
  void transactionsDoNotDeadlock() {
    Scenario.of(Everything.class)
        .thread("move", "snapshot")
        .thread("insertBoth", "mergeHigh")
        .thread("exactSize")
        .isLinearizable();
  }

  @Test
  void stripesTakenInAnyOrderDeadlock() {
    Scenario.of(UnorderedStripes.class).thread("move").thread("swap").hangs();
  }

  /** A map that moves one value between two keys. */
  private static int move(StripedMap<Integer, Integer> map) {
    return map.<Integer>transact(
        List.of(HIGH, LOW),
        txn -> {
          Integer low = txn.remove(LOW);
          Integer high = txn.remove(HIGH);
          txn.put(low == null ? LOW : HIGH, 1);
          return low == null ? high == null ? 0 : 2 : 1;
        });
  }

  public static class Reads {
    private final StripedMap<Integer, Integer> map = new StripedMap<>(2);

    @Operation
    public int move() {
      return StripedMapLincheckTest.move(map);
    }

    @Operation
    public Integer getLow() {
      return map.get(LOW);
    }

    @Operation
    public Integer getHigh() {
      return map.get(HIGH);
    }
  }

  /** What {@code get} would be if it read the stripe's map alone. */
  public static class UnvalidatedReads {
    private final StripedMap<Integer, Integer> map = new StripedMap<>(2);

    @Operation
    public int move() {
      return StripedMapLincheckTest.move(map);
    }

    @Operation
    public Integer getLow() {
      return map.stripe(LOW).data.get(LOW);
    }

    @Operation
    public Integer getHigh() {
      return map.stripe(HIGH).data.get(HIGH);
    }
  }

  /** What a transaction would be if it marked one stripe after another. */
  public static class WritesMarkedOneByOne {
    private final StripedMap<Integer, Integer> map = new StripedMap<>(2);

    @Operation
    public void putBoth() {
      for (int key : List.of(LOW, HIGH)) {
        Stripe<Integer, Integer> stripe = map.stripe(key);
        stripe.beginWrites();
        stripe.data.put(key, 1);
        stripe.endWrites();
      }
    }

    @Operation
    public Integer getLow() {
      return map.get(LOW);
    }

    @Operation
    public Integer getHigh() {
      return map.get(HIGH);
    }
  }

  public static class Snapshots {
    private final StripedMap<Integer, Integer> map = new StripedMap<>(2);

    @Operation
    public Integer putLow() {
      return map.put(LOW, 1);
    }

    @Operation
    public Integer putHigh() {
      return map.put(HIGH, 1);
    }

    @Operation
    public String snapshot() {
      return new TreeMap<>(map.snapshot()).toString();
    }
  }

  /** What {@code snapshot} would be if it held one lock at a time. */
  public static class SnapshotsStripeByStripe {
    private final StripedMap<Integer, Integer> map = new StripedMap<>(2);

    @Operation
    public Integer putLow() {
      return map.put(LOW, 1);
    }

    @Operation
    public Integer putHigh() {
      return map.put(HIGH, 1);
    }

    @Operation
    public String snapshot() {
      Map<Integer, Integer> copy = new TreeMap<>();
      for (Stripe<Integer, Integer> stripe : map.stripes) {
        long stamp = stripe.lock.writeLock();
        copy.putAll(stripe.data);
        stripe.lock.unlockWrite(stamp);
      }
      return copy.toString();
    }
  }

  public static class ExactSizes {
    private final StripedMap<Integer, Integer> map = new StripedMap<>(2);

    @Operation
    public int move() {
      return StripedMapLincheckTest.move(map);
    }

    @Operation
    public Integer removeLow() {
      return map.remove(LOW);
    }

    @Operation
    public long exactSize() {
      return map.exactSize();
    }
  }

  /** What {@code exactSize} would be if it were {@code size}. */
  public static class WeakSizes {
    private final StripedMap<Integer, Integer> map = new StripedMap<>(2);

    @Operation
    public int move() {
      return StripedMapLincheckTest.move(map);
    }

    @Operation
    public int size() {
      return map.size();
    }
  }

  public static class ReplaceAlls {
    private final StripedMap<Integer, Integer> map = new StripedMap<>(2);

    @Operation
    public boolean insertBoth() {
      return map.replaceAll(Map.of(), Map.of(LOW, 1, HIGH, 1));
    }

    @Operation
    public boolean replaceBoth() {
      return map.replaceAll(Map.of(LOW, 1, HIGH, 1), Map.of(LOW, 2, HIGH, 2));
    }

    @Operation
    public Integer putHigh() {
      return map.put(HIGH, 1);
    }

    @Operation
    public Integer getLow() {
      return map.get(LOW);
    }
  }

  /** What a single write would be if it did not take its stripe's lock. */
  public static class WritesWithoutTheLock {
    private final StripedMap<Integer, Integer> map = new StripedMap<>(2);

    @Operation
    public boolean insertBoth() {
      return map.replaceAll(Map.of(), Map.of(LOW, 1, HIGH, 1));
    }

    @Operation
    public Integer putHigh() {
      return map.stripe(HIGH).data.put(HIGH, 2);
    }

    @Operation
    public Integer removeHigh() {
      return map.stripe(HIGH).data.remove(HIGH);
    }
  }

  /** What a transaction would be if it took its stripes in the order of its keys. */
  public static class UnorderedStripes {
    private final StripedMap<Integer, Integer> map = new StripedMap<>(2);

    @Operation
    public int move() {
      return StripedMapLincheckTest.move(map);
    }

    @Operation
    public Integer swap() {
      PaddedStampedLock first = map.stripe(HIGH).lock;
      PaddedStampedLock second = map.stripe(LOW).lock;
      long stamp = first.writeLock();
      try {
        long innerStamp = second.writeLock();
        try {
          return map.stripe(LOW).data.get(LOW);
        } finally {
          second.unlockWrite(innerStamp);
        }
      } finally {
        first.unlockWrite(stamp);
      }
    }
  }

  public static class Everything {
    private final StripedMap<Integer, Integer> map = new StripedMap<>(2);

    @Operation
    public int move() {
      return StripedMapLincheckTest.move(map);
    }

    @Operation
    public boolean insertBoth() {
      return map.replaceAll(Map.of(), Map.of(LOW, 1, HIGH, 1));
    }

    @Operation
    public Integer putLow() {
      return map.put(LOW, 3);
    }

    @Operation
    public Integer removeHigh() {
      return map.remove(HIGH);
    }

    @Operation
    public Integer mergeHigh() {
      return map.merge(HIGH, 1, Integer::sum);
    }

    @Operation
    public Integer getHigh() {
      return map.get(HIGH);
    }

    @Operation
    public String snapshot() {
      return new TreeMap<>(map.snapshot()).toString();
    }

    @Operation
    public long exactSize() {
      return map.exactSize();
    }
  }
}
