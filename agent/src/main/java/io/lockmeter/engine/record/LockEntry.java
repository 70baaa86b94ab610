package io.lockmeter.engine.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one lock object, as one kind.
 *
 * <p>Counters without {@code shared} in their name are written only by the thread that holds the
 * lock exclusively, so the lock itself guards them and plain writes lose nothing. The {@code
 * shared} ones are for everybody else and are added to atomically. A reader sees each a little late
 * at worst.
 *
 * <p>Once the lock object is collected nobody can write here any more; then the totals are folded
 * into those of its name.
 */
public final class LockEntry extends WeakNode<Object, LockEntry> {

  private static final VarHandle SHARED_CONTENDED = handle("sharedContended");
  private static final VarHandle SHARED_ABANDONED = handle("sharedAbandoned");
  private static final VarHandle SHARED_WAIT = handle("sharedWaitNanos");
  private static final VarHandle SHARED_MAX = handle("sharedMaxNanos");
  private static final VarHandle SHARED_ACQUISITIONS = handle("sharedAcquisitions");
  private static final VarHandle SHARED_HOLD = handle("sharedHoldNanos");

  final int kind;

  /** A static field of the class may hold the lock, which would then never be collected. */
  private final WeakReference<Class<?>> lockClass;

  /** The same, until the lock has the name that is found by it. */
  private volatile @Nullable Class<?> classToName;

  long contended;
  long waitNanos;
  long maxNanos;
  long acquisitions;
  long holdNanos;

  private volatile long sharedContended;
  private volatile long sharedAbandoned;
  private volatile long sharedWaitNanos;
  private volatile long sharedMaxNanos;
  private volatile long sharedAcquisitions;
  private volatile long sharedHoldNanos;

  /** Waits since one was last sampled for its site; a lost count only shifts weight. */
  int unsampledWaits;

  /** When the next wait may be sampled for its site, and how many were. */
  long nextSiteAt;

  int siteStacks;

  /** Waits ended since one was last charged to a holder. */
  int unchargedWaits;

  /** How long those were together. */
  long unchargedNanos;

  /** When the next release may be sampled for its site, and how many were. */
  long nextHolderAt;

  int holderStacks;

  /** Waits, and waits charged to a holder, that no whole stack stands for yet. */
  int unstackedWaits;

  int unstackedCharges;

  /** When the next whole stack may be taken of a thread that waits, and how many were. */
  long nextStackAt;

  int wholeStacks;

  /** The same of a thread that releases. */
  long nextReleaserStackAt;

  int releaserStacks;

  /** Who released the lock last while others waited, and when; written under the lock. */
  @Nullable Site releaserSite;

  @Nullable Thread releaser;

  /** Its whole stack, if it was taken. */
  @Nullable List<StackWalker.StackFrame> releaserStack;

  long releasedAt;

  /** Whether every release is noted, so that nobody released it since. */
  boolean releaserIsLast;

  volatile @Nullable SiteCell sites;
  volatile @Nullable SiteCell holders;

  /** What the namer needs, until it has run. */
  volatile @Nullable List<StackWalker.StackFrame> frames;

  volatile int monitorSite = -1;
  volatile @Nullable String givenName;

  /** Whatever the aggregator keeps for the lock's name; not null once it has one. */
  private volatile @Nullable Object stats;

  private volatile @Nullable String name;

  LockEntry(
      Object lock, int hash, int kind, Class<?> lockClass, WeakReference<Class<?>> reference) {
    super(lock, hash);
    this.kind = kind;
    this.lockClass = reference;
    this.classToName = lockClass;
  }

  private static VarHandle handle(String field) {
    try {
      return MethodHandles.lookup().findVarHandle(LockEntry.class, field, long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * Adds a wait that ended with the lock held exclusively by the caller.
   *
   * @param waits how many waits it stands for
   * @param total how long they are together
   */
  void addGuarded(long nanos, int waits, long total) {
    contended += waits;
    waitNanos += total;
    if (nanos > maxNanos) {
      maxNanos = nanos;
    }
  }

  /** Adds a wait that ended in any other way. */
  void addShared(long nanos, int waits, long total, boolean acquired) {
    SHARED_CONTENDED.getAndAdd(this, (long) waits);
    SHARED_WAIT.getAndAdd(this, total);
    if (!acquired) {
      SHARED_ABANDONED.getAndAdd(this, (long) waits);
    }
    long max = sharedMaxNanos;
    while (nanos > max && !SHARED_MAX.compareAndSet(this, max, nanos)) {
      max = sharedMaxNanos;
    }
  }

  void addAcquisitions(long weight) {
    SHARED_ACQUISITIONS.getAndAdd(this, weight);
  }

  void addHold(long nanos) {
    SHARED_HOLD.getAndAdd(this, nanos);
  }

  void addSite(Site site, long waits, long total) {
    SiteCell cell = SiteCell.find(sites, site);
    if (cell == null) {
      cell = SiteCell.length(sites) < SiteCell.MAX ? new SiteCell(site, sites) : sites;
      sites = cell;
    }
    if (cell != null) {
      cell.count += waits;
      cell.waitNanos += total;
    }
  }

  void addHolder(Site site, Thread thread, long waits, long total) {
    SiteCell cell = SiteCell.find(holders, site);
    if (cell == null) {
      cell = SiteCell.length(holders) < SiteCell.MAX ? new SiteCell(site, holders) : holders;
      holders = cell;
    }
    if (cell != null) {
      cell.count += waits;
      cell.waitNanos += total;
      cell.thread = thread.getName();
    }
  }

  /**
   * Lets go of what would keep a class loader: a thread that is gone, and a stack that no wait was
   * charged to.
   */
  void forgetReleaser() {
    Thread thread = releaser;
    if (thread != null && !thread.isAlive()) {
      releaser = null;
    }
    if (releaserStack != null) {
      releaserStack = null;
    }
  }

  public int kind() {
    return kind;
  }

  /** Class of the lock; a superclass if it was unloaded since the lock got its name. */
  public Class<?> lockClass() {
    Class<?> toName = classToName;
    Class<?> type = toName == null ? lockClass.get() : toName;
    return type == null ? Object.class : type;
  }

  public long contended() {
    return contended + sharedContended;
  }

  public long abandoned() {
    return sharedAbandoned;
  }

  public long waitNanos() {
    return waitNanos + sharedWaitNanos;
  }

  public long maxNanos() {
    return Math.max(maxNanos, sharedMaxNanos);
  }

  public long acquisitions() {
    return acquisitions + sharedAcquisitions;
  }

  public long holdNanos() {
    return holdNanos + sharedHoldNanos;
  }

  public @Nullable String name() {
    return name;
  }

  public @Nullable Object stats() {
    return stats;
  }

  /**
   * Gives the lock its name, after which the stack it was taken from, and its class, are let go.
   */
  public void named(String lock, Object totals) {
    name = lock;
    stats = totals;
    frames = null;
    classToName = null;
  }

  /** The name that the application gave, or null. */
  public @Nullable String givenName() {
    return givenName;
  }

  /** Where rewritten code entered it first, or -1. */
  public int monitorSite() {
    return monitorSite;
  }

  /** The stack of its first acquisition, or null. */
  public @Nullable List<StackWalker.StackFrame> frames() {
    return frames;
  }

  /** Takes one site or holder of a lock. */
  @FunctionalInterface
  public interface Shares {
    void share(String site, String thread, long count, long waitNanos);
  }

  public void forEachSite(Shares action) {
    forEach(sites, action);
  }

  public void forEachHolder(Shares action) {
    forEach(holders, action);
  }

  private static void forEach(@Nullable SiteCell head, Shares action) {
    for (SiteCell cell = head; cell != null; cell = cell.next) {
      action.share(cell.site.label(), cell.thread, cell.count, cell.waitNanos);
    }
  }
}
