package io.lockmeter.engine.naming;

import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** Tells the frames of a lock's own code from those of its user. */
final class AcquireFrames {

  private static final Set<String> LOCK_METHODS = Set.of("lock", "lockInterruptibly", "tryLock");

  private AcquireFrames() {}

  /** Index of the first frame beyond the JDK's lock classes, or beyond {@code Object.wait}. */
  static int acquiring(List<CodeFrame> stack) {
    int i = 0;
    while (i < stack.size() && isInsideLock(stack.get(i))) {
      i++;
    }
    return i;
  }

  private static boolean isInsideLock(CodeFrame frame) {
    return frame.type().getName().startsWith("java.util.concurrent.locks.")
        || frame.type() == Object.class && frame.method().startsWith("wait");
  }

  /** Whether {@code frame} only passes an acquire on to a lock inside: its caller has the name. */
  static boolean isWrapper(CodeFrame frame) {
    Class<?> type = frame.type();
    return Lock.class.isAssignableFrom(type) && LOCK_METHODS.contains(frame.method())
        || Condition.class.isAssignableFrom(type) && frame.method().startsWith("await")
        || AbstractOwnableSynchronizer.class.isAssignableFrom(type)
        || type.getName().equals("jdk.internal.misc.InternalLock")
        || type.getName().startsWith("io.lockmeter.locks.");
  }

  /**
   * The first application frame, as {@link Frames#site}; else the first frame beyond the lock; else
   * {@code unknown}.
   */
  static String site(List<CodeFrame> stack) {
    for (CodeFrame frame : stack) {
      if (Frames.application(frame.type())) {
        return frame.site();
      }
    }
    int acquiring = acquiring(stack);
    return acquiring < stack.size() ? stack.get(acquiring).site() : "unknown";
  }
}
