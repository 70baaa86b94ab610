package io.lockmeter.engine.instrument;

import static io.lockmeter.engine.instrument.HookedClass.jdk;

import io.lockmeter.engine.config.Config;
import io.lockmeter.engine.config.Config.Locks;
import java.util.ArrayList;
import java.util.List;

/** Which method of which class gets which hook, as far as the options ask for it. */
final class HookTable {

  private static final String LOCKS = "java.util.concurrent.locks.";
  private static final String CONCURRENT = "java.util.concurrent.";

  private final AdviceLibrary library = new AdviceLibrary();
  private final List<HookedClass> hooks = new ArrayList<>();

  private HookTable() {}

  /** The hooks that {@code config} asks for, those first that a lock cannot do without. */
  static List<HookedClass> of(Config config) {
    HookTable table = new HookTable();
    if (!config.locks().isEmpty()) {
      // Also what is neither a reentrant nor a read-write lock: locks of third parties queue here.
      table.synchronizers();
    }
    if (config.locks().contains(Locks.STAMPED)) {
      table.stampedLock(config.sampleAcquisitions());
    }
    if (config.sampleAcquisitions()) {
      table.acquisitions(config);
    }
    table.threads();
    table.workers();
    table.queues();
    table.network();
    table.givenNames();
    return table.hooks;
  }

  private void synchronizers() {
    for (String name : List.of("AbstractQueuedSynchronizer", "AbstractQueuedLongSynchronizer")) {
      hooks.add(
          jdk(
              LOCKS + name,
              advice()
                  .exclusive("AcquireAdvice", new MethodMatch("acquire", "ZZZJ)I"))
                  .exclusive("ReleaseAdvice", MethodMatch.of("release"))
                  .shared("ReleaseAdvice", MethodMatch.of("releaseShared"))));
    }
  }

  private void stampedLock(boolean sampled) {
    AdviceWeaver advice =
        advice()
            .exclusive("StampedAcquireAdvice", MethodMatch.of("acquireWrite"))
            .shared("StampedAcquireAdvice", MethodMatch.of("acquireRead"))
            .exclusive("ReleaseAdvice", MethodMatch.of("releaseWrite"))
            .shared(
                "ReleaseAdvice",
                MethodMatch.of("unlockRead"),
                MethodMatch.of("tryUnlockRead"),
                MethodMatch.of("unstampedUnlockRead"));
    if (sampled) {
      advice
          .exclusive(
              "StampedLockedAdvice",
              MethodMatch.of("writeLock"),
              MethodMatch.of("tryWriteLock"),
              MethodMatch.of("writeLockInterruptibly"))
          .shared(
              "StampedLockedAdvice",
              MethodMatch.of("readLock"),
              MethodMatch.of("tryReadLock"),
              MethodMatch.of("readLockInterruptibly"))
          .exclusive(
              "StampedUnlockAdvice",
              MethodMatch.of("unlockWrite"),
              MethodMatch.of("unlockRead"),
              MethodMatch.of("tryUnlockWrite"),
              MethodMatch.of("tryUnlockRead"),
              MethodMatch.of("unstampedUnlockWrite"),
              MethodMatch.of("unstampedUnlockRead"),
              MethodMatch.of("tryConvertToOptimisticRead"));
    }
    hooks.add(jdk(LOCKS + "StampedLock", advice));
  }

  private void acquisitions(Config config) {
    if (config.locks().contains(Locks.REENTRANT)) {
      hooks.add(jdk(LOCKS + "ReentrantLock", lock(false)));
    }
    if (config.locks().contains(Locks.READWRITE)) {
      hooks.add(jdk(LOCKS + "ReentrantReadWriteLock$ReadLock", lock(true)));
      hooks.add(jdk(LOCKS + "ReentrantReadWriteLock$WriteLock", lock(false)));
    }
    if (config.locks().contains(Locks.REENTRANT) || config.locks().contains(Locks.READWRITE)) {
      hooks.add(
          jdk(
              LOCKS + "AbstractQueuedSynchronizer$ConditionObject",
              advice().exclusive("ConditionWaitAdvice", MethodMatch.of("enableWait"))));
      hooks.add(
          jdk(
              LOCKS + "AbstractQueuedLongSynchronizer$ConditionObject",
              advice().exclusive("ConditionWaitAdvice", MethodMatch.of("enableWait"))));
    }
  }

  private AdviceWeaver lock(boolean shared) {
    MethodMatch[] lock = {MethodMatch.of("lock"), MethodMatch.of("lockInterruptibly")};
    MethodMatch tryLock = MethodMatch.of("tryLock");
    AdviceWeaver advice = advice().exclusive("UnlockAdvice", MethodMatch.of("unlock"));
    return shared
        ? advice.shared("LockedAdvice", lock).shared("TryLockedAdvice", tryLock)
        : advice.exclusive("LockedAdvice", lock).exclusive("TryLockedAdvice", tryLock);
  }

  private void threads() {
    hooks.add(
        jdk(
            "java.lang.Thread",
            advice()
                .exclusive("ThreadStartAdvice", MethodMatch.of("start"))
                .exclusive("ThreadExitAdvice", MethodMatch.of("exit"))));
    hooks.add(
        new HookedClass(
            "java.lang.VirtualThread",
            true,
            true,
            advice()
                .exclusive(
                    "VirtualThreadAdvice", new MethodMatch("run", "(Ljava/lang/Runnable;)V"))));
  }

  private void workers() {
    hooks.add(
        jdk(
            CONCURRENT + "ThreadPoolExecutor",
            advice().exclusive("GetTaskAdvice", MethodMatch.of("getTask"))));
    hooks.add(jdk(CONCURRENT + "ForkJoinPool", idle(MethodMatch.of("awaitWork"))));
    hooks.add(jdk("java.util.TimerThread", new WaitWeaver("mainLoop")));
  }

  private void queues() {
    for (String queue :
        List.of(
            "LinkedBlockingQueue",
            "ArrayBlockingQueue",
            "PriorityBlockingQueue",
            "DelayQueue",
            "ScheduledThreadPoolExecutor$DelayedWorkQueue")) {
      hooks.add(jdk(CONCURRENT + queue, new WaitWeaver("take", "poll")));
    }
    hooks.add(
        jdk(
            CONCURRENT + "LinkedBlockingDeque",
            new WaitWeaver("takeFirst", "takeLast", "pollFirst", "pollLast")));
    for (String queue : List.of("SynchronousQueue", "LinkedTransferQueue")) {
      hooks.add(
          jdk(CONCURRENT + queue, idle(MethodMatch.of("take"), new MethodMatch("poll", "(J"))));
    }
  }

  private void network() {
    hooks.add(jdk("sun.nio.ch.SelectorImpl", idle(MethodMatch.of("select"))));
    hooks.add(jdk("java.net.ServerSocket", idle(new MethodMatch("accept", "()"))));
    hooks.add(jdk("sun.nio.ch.ServerSocketChannelImpl", idle(new MethodMatch("accept", "()"))));
  }

  private void givenNames() {
    hooks.add(
        new HookedClass("io.lockmeter.locks.ProfiledLock", false, true, new GivenNameWeaver()));
  }

  private AdviceWeaver idle(MethodMatch... methods) {
    return advice().exclusive("IdleAdvice", methods);
  }

  private AdviceWeaver advice() {
    return new AdviceWeaver(library);
  }
}
