package io.lockmeter.engine.instrument;

import org.jspecify.annotations.Nullable;

/**
 * Loads classes of the JDK that must not be loaded later for the first time. That is so for what a
 * transformer needs: a class that loads while one runs is transformed by none, and one that is
 * being loaded already can be broken for the whole JVM.
 */
final class ClassPreloader {

  private static final String[] NEEDED_BY_TRANSFORMERS = {
    // JDK-8164165: ConcurrentHashMap resolves it under contention.
    "java.util.concurrent.ThreadLocalRandom",
    "java.util.concurrent.locks.LockSupport",
    "java.util.concurrent.locks.ReentrantReadWriteLock$Sync$HoldCounter",
    "java.util.concurrent.TimeUnit",
    // The first of these on 17: without it no invokedynamic can be linked any more.
    "java.lang.invoke.MethodHandle$1",
    "java.util.concurrent.atomic.Striped64$Cell",
  };

  /**
   * A full heap that meets their initializers would spoil them for good. Reading files of the class
   * path takes the one, line numbers of frames the other.
   */
  private static final String[] NEEDED_BY_NAMING = {
    "sun.net.ProgressMonitor", "java.lang.StackTraceElement$HashedModules",
  };

  private ClassPreloader() {}

  static void preload() {
    for (String name : NEEDED_BY_TRANSFORMERS) {
      load(name, true);
    }
    for (String name : NEEDED_BY_NAMING) {
      load(name, true);
    }
  }

  /** The boot loader's class of that name, not initialized, or null if this JDK has none. */
  static @Nullable Class<?> find(String name) {
    return load(name, false);
  }

  private static @Nullable Class<?> load(String name, boolean initialize) {
    try {
      return Class.forName(name, initialize, null);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }
}
