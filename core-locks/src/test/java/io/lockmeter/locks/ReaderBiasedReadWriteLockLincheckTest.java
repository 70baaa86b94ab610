package io.lockmeter.locks;

import java.util.concurrent.locks.Lock;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** Two numbers that the lock guards are always seen equal, and in an order that explains them. */
public class ReaderBiasedReadWriteLockLincheckTest {

  @Test
  void modelChecks_reenteredWithOneSlot() {
    Linearizability.modelCheck(OneSlotReentered.class);
  }

  @Test
  void modelChecks_withTwoSlots() {
    Linearizability.modelCheck(TwoSlots.class);
  }

  @Test
  void readersMustLookAtTheBiasAgain() {
    Linearizability.modelCheckRefutes(ReadersThatDoNotLookAgain.class);
  }

  @Test
  void writersMustWaitForSlots() {
    Linearizability.modelCheckRefutes(WritersThatDoNotWait.class);
  }

  @Test
  void readersMustNotFreeTheSlotsOfOthers() {
    Linearizability.modelCheckRefutes(ReadersThatFreeAnySlot.class);
  }

  public abstract static class Guarded {
    final Lock read;
    final Lock write;
    int one;
    int other;

    Guarded(ReaderBias bias) {
      ReaderBiasedReadWriteLock lock =
          BiasedLocks.withReaderSeen(new ReaderBiasedReadWriteLock(null, false, bias));
      read = lock.readLock();
      write = lock.writeLock();
    }

    @Operation
    public int read() {
      read.lock();
      try {
        return 100 * one + other;
      } finally {
        read.unlock();
      }
    }

    @Operation
    public void write() {
      write.lock();
      try {
        one++;
        other++;
      } finally {
        write.unlock();
      }
    }
  }

  public static class OneSlotReentered extends Guarded {
    public OneSlotReentered() {
      super(new ReaderBias(1, 0, 0));
    }

    @Operation
    public int readTwice() {
      read.lock();
      try {
        return 100 * one + read();
      } finally {
        read.unlock();
      }
    }

    @Operation
    public int writeAndRead() {
      write.lock();
      try {
        one++;
        other++;
        read.lock();
      } finally {
        write.unlock();
      }
      try {
        return 100 * one + other;
      } finally {
        read.unlock();
      }
    }
  }

  public static class TwoSlots extends Guarded {
    public TwoSlots() {
      super(new ReaderBias(2, 0, 0));
    }
  }

  public static class ReadersThatDoNotLookAgain extends Guarded {
    public ReadersThatDoNotLookAgain() {
      super(
          new ReaderBias(2, 0, 0) {
            @Override
            boolean isOn() {
              return true;
            }
          });
    }
  }

  public static class WritersThatDoNotWait extends Guarded {
    public WritersThatDoNotWait() {
      super(
          withSlots(
              new ReaderSlots(2) {
                @Override
                boolean awaitFree(Object blocker, long nanos) {
                  return true;
                }
              }));
    }
  }

  public static class ReadersThatFreeAnySlot extends Guarded {
    public ReadersThatFreeAnySlot() {
      super(withSlots(new SlotThatAnyoneFrees()));
    }
  }

  private static final class SlotThatAnyoneFrees extends ReaderSlots {
    private volatile long owner;

    SlotThatAnyoneFrees() {
      super(1);
    }

    @Override
    boolean take(long id) {
      boolean taken = super.take(id);
      if (taken) {
        owner = id;
      }
      return taken;
    }

    @Override
    boolean leave(long id) {
      return owner != ThreadIds.NONE && super.leave(owner);
    }
  }

  private static ReaderBias withSlots(ReaderSlots slots) {
    return new ReaderBias(1, 0, 0) {
      @Override
      ReaderSlots newSlots(int count) {
        return slots;
      }
    };
  }
}
