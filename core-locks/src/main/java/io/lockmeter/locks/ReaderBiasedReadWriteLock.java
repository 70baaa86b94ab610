package io.lockmeter.locks;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * A re-entrant read-write lock whose readers do not write to shared memory, as long as there are
 * few writers: the algorithm is BRAVO (Dice and Kogan, USENIX ATC 2019) over a {@link
 * ReentrantReadWriteLock}.
 *
 * <ol>
 *   <li>A read acquisition by a thread that finds the bias on and its slot free is wait-free, and
 *       so is its release. It allocates nothing and uses no thread-local variable. Any other one is
 *       an acquisition of the lock behind.
 *   <li>A writer that finds the bias on turns it off and looks at all slots, which takes it in the
 *       order of a microsecond, and waits for the readers that are in. Readers that come after it
 *       wait behind it. The bias then stays off for nine times as long as that took, so that
 *       programs with many writes lose about a tenth to it at most.
 *   <li>A thread may read again while it reads, even while a writer waits, may read while it
 *       writes, and may keep reading when it stops writing. There is no upgrade: a thread that only
 *       reads gets an {@link IllegalMonitorStateException} from the write lock's {@code lock} and
 *       {@code lockInterruptibly}, where {@code ReentrantReadWriteLock} waits for ever, and at once
 *       {@code false} from both forms of {@code tryLock}.
 *   <li>Waits are interruptible and timed as those of {@code ReentrantReadWriteLock}. A writer that
 *       gives up leaves readers as they were.
 *   <li>The write lock has conditions, the read lock has none. A thread that holds both must not
 *       await: it gets an {@code IllegalMonitorStateException} rather than wait for itself.
 * </ol>
 *
 * <p>It differs from {@code ReentrantReadWriteLock} in these points, too. A {@code tryLock} of the
 * read lock fails not only while a thread writes but also while one waits for the last readers to
 * leave, and two attempts that meet may both fail. Fairness is that of the lock behind: readers
 * that arrive after a writer began to wait queue behind it, but for those that were already
 * entering. A writer that waits for readers in slots looks for them at intervals, parked in
 * between; it is late by an eighth of its wait at most, and by a millisecond. Deadlock detectors do
 * not see readers in slots.
 *
 * <p>It is for locks that several threads read at the same time, and that are seldom written. On
 * two processors, with empty sections, it breaks even with {@code ReentrantReadWriteLock} at about
 * one write in 64 operations. The first read acquisitions go to the lock behind; then it allocates
 * a table of 128 bytes for each of four slots per processor, at most 256. For keys that are
 * independent of one another take {@link java.util.concurrent.ConcurrentHashMap}, for small data
 * that is replaced as a whole a volatile reference to an immutable object, for a few primitive
 * fields {@link java.util.concurrent.locks.StampedLock}.
 */
public final class ReaderBiasedReadWriteLock implements ReadWriteLock {

  // Dice and Kogan: revocations then take at most a tenth of the time.
  private static final int INHIBITION = 9;
  private static final int CHANCE_MASK = 63;

  private final @Nullable String name;
  private final ReaderBias bias;
  private final OwnedReadWriteLock behind;
  private final BiasedReadLock readLock;
  private final BiasedWriteLock writeLock;

  /** Makes an unfair lock. */
  public ReaderBiasedReadWriteLock() {
    this(false);
  }

  /**
   * Makes a lock.
   *
   * @param fair whether threads that wait get the lock in the order of their arrival, about
   */
  public ReaderBiasedReadWriteLock(boolean fair) {
    this(null, fair, newBias());
  }

  /**
   * Makes a lock with a name.
   *
   * @param name what descriptions call it
   * @param fair whether threads that wait get the lock in the order of their arrival, about
   * @throws IllegalArgumentException if the name is blank
   */
  public ReaderBiasedReadWriteLock(String name, boolean fair) {
    this(Names.checked(name), fair, newBias());
  }

  ReaderBiasedReadWriteLock(@Nullable String name, boolean fair, ReaderBias bias) {
    this.name = name;
    this.bias = bias;
    this.behind = new OwnedReadWriteLock(fair);
    this.readLock = new BiasedReadLock(bias, behind);
    this.writeLock = new BiasedWriteLock(bias, behind);
  }

  private static ReaderBias newBias() {
    return new ReaderBias(ReaderSlots.slotsForThisMachine(), CHANCE_MASK, INHIBITION);
  }

  @Override
  public Lock readLock() {
    return readLock;
  }

  @Override
  public Lock writeLock() {
    return writeLock;
  }

  /** Whether the lock was made fair. */
  public boolean isFair() {
    return behind.isFair();
  }

  /** Whether a thread holds the write lock; one that waits for readers does not hold it yet. */
  public boolean isWriteLocked() {
    return behind.isWriteLocked() && bias.isOff();
  }

  /** Whether the caller holds the write lock. */
  public boolean isWriteLockedByCurrentThread() {
    return behind.isWriteLockedByCurrentThread();
  }

  /** How many times the caller holds the write lock. */
  public int getWriteHoldCount() {
    return behind.getWriteHoldCount();
  }

  /** How many times the caller holds the read lock. */
  public int getReadHoldCount() {
    return saturated(behind.getReadHoldCount() + bias.holds(ThreadIds.ofCaller()));
  }

  /** How many holds of the read lock there are, those of one thread counted each; an estimate. */
  public int getReadLockCount() {
    return saturated(behind.getReadLockCount() + bias.estimatedHolds());
  }

  /** How many threads wait for either lock, an estimate; not those that await a condition. */
  public int getQueueLength() {
    boolean readersAwaited = behind.isWriteLocked() && !bias.isOff();
    return behind.getQueueLength() + (readersAwaited ? 1 : 0);
  }

  /** The name, if it has one, and who holds it. */
  @Override
  public String toString() {
    String identity = name == null ? Integer.toHexString(hashCode()) : name;
    return "ReaderBiasedReadWriteLock " + identity + " [" + writeLock + "; " + readLock + "]";
  }

  private static int saturated(long holds) {
    return (int) Math.min(holds, Integer.MAX_VALUE);
  }
}
