package io.lockmeter.locks;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/**
 * Takes several locks in one order, and finds locks that are taken in inverted order before they
 * deadlock. The JVM's own detector ({@code ThreadMXBean.findDeadlockedThreads}) sees neither a
 * {@link StampedLock} nor a read lock; this class does.
 *
 * <pre>{@code
 * static final LockOrder ORDER = new LockOrder(LockOrder.Policy.WARN);
 *
 * final Lock lock = ORDER.ordered(new ReentrantLock(), "accounts");
 *
 * try (LockOrder.Held held = LockOrder.acquireAll(from.lock, to.lock)) { ... }
 * }</pre>
 *
 * <p>An instance watches the locks that were made with it, and only those. Its policy never
 * changes, so that locks which are not checked need not ask. {@link #acquireAll} is static: there
 * can be but one order in a process, since two would deadlock with one another.
 *
 * <p>What is checked, once a policy other than {@link Policy#OFF} is set:
 *
 * <ol>
 *   <li>Locks are checked by class, not one by one: all locks of one name are one class. A single
 *       thread that takes <i>accounts</i>, then <i>orders</i>, and later the reverse is enough for
 *       a report; nothing needs to deadlock. Cycles of any length are found.
 *   <li>A thread must not take a lock whose class has a lower rank than one that it holds.
 *   <li>A thread must not take a second lock of a class of which it holds one, other than by {@link
 *       #acquireAll}, or after {@link #allowNesting}. Nor may it turn a read lock into a write
 *       lock, or take a {@code StampedLock} twice, since it would wait for itself.
 *   <li>Re-entering a lock is no acquisition. The wait for the lock at the end of {@code
 *       Condition.await} is one. {@code tryLock}, timed or not, cannot deadlock and is not checked,
 *       but what was taken with it is held.
 *   <li>A read lock waits for another thread's read lock only behind a writer that waits. Two reads
 *       therefore count as conflicting from the moment that anybody takes a write lock of the class
 *       with {@code lock} or {@code lockInterruptibly}, and not before.
 *   <li>When two threads take two locks in inverted order, one of the two sees it: a nesting is
 *       compared with all others and remembered in one step, before the lock is acquired.
 * </ol>
 *
 * <p>Some reports are of deadlocks that cannot happen, as when a third lock is always held around
 * both. Whoever releases a lock must be who acquired it: a lock that was once released by another
 * thread no longer counts as held by anybody.
 *
 * <p>Thread-safe. Checks take no lock while all nestings are known ones. For a new nesting they
 * take one lock of the instance, and record the stack. Locks behave as their delegates do
 * otherwise. A delegate must be used through one wrapper only; the optimistic reads of a {@code
 * StampedLock} need none. Each name is kept as long as the instance: name a kind of lock, not each
 * lock.
 *
 * <p>A lock takes 48 bytes beside its delegate, 56 if it is checked. Locking and unlocking it takes
 * 5 to 6 ns more if it is checked, and 2 ns more for each checked lock that the thread holds
 * already; nothing is allocated. Each thread that locked a checked lock keeps two small arrays.
 *
 * <p>Sources: the Linux kernel's lockdep (classes, {@code trylock}), Guava's {@code
 * CycleDetectingLockFactory} (policies).
 */
public final class LockOrder {

  private final Policy policy;
  private final Detector detector;
  private final ConcurrentMap<String, LockClass> classes = new ConcurrentHashMap<>();

  /** Makes an instance that watches no locks yet. */
  public LockOrder(Policy policy) {
    this.policy = Objects.requireNonNull(policy, "policy");
    this.detector = new Detector(policy);
  }

  /** What is done about an acquisition that breaks the order. */
  public enum Policy {
    /** Nothing is checked. A lock costs one call more, which the compiler inlines. */
    OFF,
    /** It is kept for {@link #violations}, and goes ahead. */
    RECORD,
    /**
     * As {@link #RECORD}, and it is logged: once, as a warning of the {@link System.Logger} that is
     * named as this class, by the thread that acquires, before it does.
     */
    WARN,
    /**
     * It is kept for {@link #violations}, and refused each time with a {@link LockOrderException}.
     * The lock is not acquired then, and the thread holds what it held.
     */
    THROW
  }

  /**
   * A lock around {@code lock}, which must be exclusive and re-entrant or never re-entered.
   *
   * @param name of its class
   * @throws IllegalArgumentException if the name is blank, names locks that have a rank or are
   *     read-write locks, or if {@code lock} is a read lock or came from this method
   */
  public Lock ordered(Lock lock, String name) {
    return exclusive(lock, LockClass.UNRANKED, name);
  }

  /** As {@link #ordered(Lock, String)}, for a read-write lock that is re-entrant. */
  public ReadWriteLock ordered(ReadWriteLock lock, String name) {
    return readWrite(lock, LockClass.UNRANKED, name, true);
  }

  /**
   * As {@link #ordered(Lock, String)}, for {@link StampedLock#asReadWriteLock}.
   *
   * @param name of its class
   */
  public ReadWriteLock ordered(StampedLock lock, String name) {
    Objects.requireNonNull(lock, "lock");
    return readWrite(lock.asReadWriteLock(), LockClass.UNRANKED, name, false);
  }

  /**
   * A lock around {@code lock} that must not be taken while one of a higher rank is held.
   *
   * @param rank of its class, not negative; lower ranks are taken first
   * @param name of its class
   * @throws IllegalArgumentException as {@link #ordered(Lock, String)} does, or if the rank is
   *     negative or not that of the class
   */
  public Lock ranked(Lock lock, int rank, String name) {
    return exclusive(lock, checkRank(rank), name);
  }

  /** As {@link #ranked(Lock, int, String)}, for a read-write lock that is re-entrant. */
  public ReadWriteLock ranked(ReadWriteLock lock, int rank, String name) {
    return readWrite(lock, checkRank(rank), name, true);
  }

  /** As {@link #ranked(Lock, int, String)}, for {@link StampedLock#asReadWriteLock}. */
  public ReadWriteLock ranked(StampedLock lock, int rank, String name) {
    Objects.requireNonNull(lock, "lock");
    return readWrite(lock.asReadWriteLock(), checkRank(rank), name, false);
  }

  /**
   * From now on several locks of a class may be taken one by one, as down a linked list. It is the
   * caller who sees to their order then.
   *
   * @throws IllegalArgumentException if no lock has this name
   */
  public void allowNesting(String name) {
    LockClass type = classes.get(Objects.requireNonNull(name, "name"));
    if (type == null) {
      throw new IllegalArgumentException("name must be that of a lock: \"" + name + "\"");
    }
    type.allowNesting();
  }

  /** What was found, in order of time: each pair of classes once, 256 at most. A copy. */
  public List<LockOrderViolation> violations() {
    return detector.graph.violations();
  }

  /** How many violations there were beyond those that {@link #violations} keeps. */
  public long droppedViolations() {
    return detector.graph.dropped();
  }

  /**
   * Acquires all of {@code locks}, each once. Threads that take their locks in this way only cannot
   * deadlock, in whatever order they name them.
   *
   * <p>The order is: locks with a rank by rank; then locks made by {@link #ordered}; in both, locks
   * of one class together, in the order in which they were made. Then all others, by identity hash
   * code, of which ties are broken by who was seen first. Of the two halves of a read-write lock
   * that was made by {@link #ordered} or {@link #ranked} only the write lock is taken; both halves
   * of any other must not be named together.
   *
   * <p>It waits as {@link Lock#lock} does, uninterruptibly.
   *
   * @return what releases them, in reverse order
   * @throws NullPointerException if a lock is null; none is acquired then
   * @throws IllegalArgumentException if there are no locks
   * @throws LockOrderException if one would break the order of locks that are held already, and the
   *     policy is {@link Policy#THROW}. Whatever is thrown, the locks taken so far are released
   */
  public static Held acquireAll(Lock... locks) {
    return LockSet.of(locks).acquire();
  }

  /**
   * As {@link #acquireAll}, but gives up after a while. It is all or nothing: locks taken so far
   * are released in reverse order.
   *
   * @param timeout for all together; zero for one attempt at each
   * @return what releases them; empty if the time was not enough
   * @throws InterruptedException if the thread was interrupted before or while it waited
   * @throws IllegalArgumentException if the timeout is negative or there are no locks
   */
  public static Optional<Held> tryAcquireAll(Duration timeout, Lock... locks)
      throws InterruptedException {
    long nanos = Timeouts.nanos(Objects.requireNonNull(timeout, "timeout"));
    return LockSet.of(locks).tryAcquire(nanos);
  }

  private Lock exclusive(Lock lock, int rank, String name) {
    refuseOrdered(lock);
    if (DelegateKind.isShared(lock)) {
      throw new IllegalArgumentException("lock must be exclusive, but is a read lock: " + lock);
    }
    LockNode node = lockClass(name, rank, false).exclusive;
    return wrap(lock, node, new LockIdentity(true));
  }

  private ReadWriteLock readWrite(ReadWriteLock lock, int rank, String name, boolean reentrant) {
    refuseOrdered(lock);
    LockClass type = lockClass(name, rank, true);
    LockIdentity identity = new LockIdentity(reentrant);
    return new OrderedReadWriteLock(
        wrap(lock.readLock(), type.shared, identity),
        wrap(lock.writeLock(), type.exclusive, identity));
  }

  private static void refuseOrdered(Object lock) {
    Objects.requireNonNull(lock, "lock");
    if (lock instanceof OrderedLock || lock instanceof OrderedReadWriteLock) {
      throw new IllegalArgumentException("lock must not be ordered already: " + lock);
    }
  }

  private OrderedLock wrap(Lock lock, LockNode node, LockIdentity identity) {
    return policy == Policy.OFF
        ? new UncheckedLock(lock, node, identity)
        : new CheckedLock(lock, node, identity, detector);
  }

  private LockClass lockClass(String name, int rank, boolean readWrite) {
    LockClass type =
        classes.computeIfAbsent(
            Names.checked(name), unused -> new LockClass(name, rank, readWrite));
    if (type.rank != rank || type.readWrite != readWrite) {
      throw new IllegalArgumentException(
          "name must be that of locks of one kind and rank: \""
              + name
              + "\" is "
              + type.shared
              + " already");
    }
    return type;
  }

  private static int checkRank(int rank) {
    if (rank < 0) {
      throw new IllegalArgumentException("rank must not be negative, but is " + rank);
    }
    return rank;
  }

  /** Locks that a thread has acquired together. For that thread only. */
  public static final class Held implements AutoCloseable {

    private final Thread owner = Thread.currentThread();
    private @Nullable LockSet locks;

    Held(LockSet locks) {
      this.locks = locks;
    }

    /**
     * Releases the locks, the last acquired first; does nothing from the second time on. All are
     * released even if releasing one of them throws, which is thrown at the end.
     *
     * @throws IllegalMonitorStateException if another thread took the locks, which it keeps
     */
    @Override
    public void close() {
      if (Thread.currentThread() != owner) {
        throw new IllegalMonitorStateException(
            "held by " + owner + ", closed by " + Thread.currentThread());
      }
      LockSet held = locks;
      locks = null;
      if (held != null) {
        held.release();
      }
    }
  }
}
