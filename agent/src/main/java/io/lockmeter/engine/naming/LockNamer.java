package io.lockmeter.engine.naming;

import io.lockmeter.bootstrap.LockKind;
import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names a lock as its developer would, from a stack that acquires it: the field it was reached
 * through, the class that locks itself, the method that returned it, or else its kind and the
 * place. Names hold no address, hash or thread name, and are the same in every run.
 *
 * <p>Safe for use by several threads. For threads of the agent only: it reads class files through
 * the loaders of the application. Never throws.
 */
public final class LockNamer {

  private static final Logger LOG = LoggerFactory.getLogger(LockNamer.class);

  private final ClassFiles files = new ClassFiles();
  private final NameCache cache = new NameCache();

  /**
   * A lock's name and the place of the acquire.
   *
   * @param site the first application frame, as {@code com.acme.Foo.bar:42}
   */
  public record Named(String lock, String site) {}

  /**
   * Names the lock that {@code frames} wait for.
   *
   * @param frames the stack, innermost first, with class references and without frames of the
   *     agent; for a monitor from the method that enters it, for other locks from inside the lock
   * @param kind one of {@link LockKind}
   * @param lockClass class of the lock, or of the synchronizer inside it
   */
  public Named name(List<StackFrame> frames, int kind, Class<?> lockClass) {
    return named(
        NameCache.Step.start(null, kind, lockClass),
        frames,
        "unknown",
        kind,
        lockClass,
        kind == LockKind.MONITOR ? NameSearch::ofMonitor : NameSearch::ofLock);
  }

  /**
   * Names the monitor that was entered at {@code entry}.
   *
   * @param frames as above; needed only where {@code entry} alone does not tell
   */
  public Named name(MonitorSite entry, List<StackFrame> frames, Class<?> monitorClass) {
    Origin origin = entry.origin();
    boolean told = !(origin instanceof Origin.Unknown || origin instanceof Origin.Parameter);
    return named(
        NameCache.Step.start(entry, LockKind.MONITOR, monitorClass),
        frames,
        Frames.site(entry.className(), entry.method(), entry.line()),
        LockKind.MONITOR,
        monitorClass,
        told ? search -> search.of(origin) : NameSearch::ofMonitor);
  }

  private Named named(
      NameCache.Step start,
      List<StackFrame> frames,
      String place,
      int kind,
      Class<?> lockClass,
      Function<NameSearch, @Nullable String> way) {
    LazyStack stack = new LazyStack(frames);
    Named known = cache.find(start, stack);
    if (known == null) {
      known = search(stack, place, kind, lockClass, way);
      cache.put(start, stack, known);
    }
    return known;
  }

  private Named search(
      LazyStack stack,
      String place,
      int kind,
      Class<?> lockClass,
      Function<NameSearch, @Nullable String> way) {
    String site = stack.isEmpty() ? place : AcquireFrames.site(stack);
    String name = null;
    try {
      // A monitor on this is named after the class that declares the code, whatever extends it.
      Class<?> self = kind == LockKind.MONITOR ? Object.class : lockClass;
      name = way.apply(new NameSearch(files, stack, self));
    } catch (RuntimeException | LinkageError e) {
      LOG.debug("Cannot follow a {} acquired at {}", lockClass.getName(), site, e);
    }
    return new Named(name != null ? name : kindClass(kind, lockClass) + " at " + site, site);
  }

  /** What to call a lock of which only the class is known. */
  private static String kindClass(int kind, Class<?> lockClass) {
    String name = lockClass.getName();
    if (name.startsWith("java.util.concurrent.locks.")) {
      switch (kind) {
        case LockKind.REENTRANT:
          return "ReentrantLock";
        case LockKind.READ, LockKind.WRITE:
          return "ReentrantReadWriteLock";
        case LockKind.STAMPED_READ, LockKind.STAMPED_WRITE:
          return "StampedLock";
        default:
      }
    }
    // A synchronizer is called Sync everywhere: the class around it tells more.
    return AbstractOwnableSynchronizer.class.isAssignableFrom(lockClass)
        ? ClassNames.stable(name).substring(name.lastIndexOf('.') + 1)
        : ClassNames.simple(name);
  }
}
