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
              new HookWeaver()
                  .add(HookLibrary.acquire(), new MethodMatch("acquire", "ZZZJ)I"))
                  .add(HookLibrary.release(false), MethodMatch.of("release"))
                  .add(HookLibrary.release(true), MethodMatch.of("releaseShared"))));
    }
  }

  private void stampedLock(boolean sampled) {
    HookWeaver weaver =
        new HookWeaver()
            .add(HookLibrary.stampedAcquire(false), MethodMatch.of("acquireWrite"))
            .add(HookLibrary.stampedAcquire(true), MethodMatch.of("acquireRead"))
            .add(HookLibrary.release(false), MethodMatch.of("releaseWrite"))
            .add(
                HookLibrary.release(true),
                MethodMatch.of("unlockRead"),
                MethodMatch.of("tryUnlockRead"),
                MethodMatch.of("unstampedUnlockRead"));
    if (sampled) {
      weaver
          .add(
              HookLibrary.stampedLocked(false),
              MethodMatch.of("writeLock"),
              MethodMatch.of("tryWriteLock"),
              MethodMatch.of("writeLockInterruptibly"))
          .add(
              HookLibrary.stampedLocked(true),
              MethodMatch.of("readLock"),
              MethodMatch.of("tryReadLock"),
              MethodMatch.of("readLockInterruptibly"))
          .add(
              HookLibrary.stampedUnlock(),
              MethodMatch.of("unlockWrite"),
              MethodMatch.of("unlockRead"),
              MethodMatch.of("tryUnlockWrite"),
              MethodMatch.of("tryUnlockRead"),
              MethodMatch.of("unstampedUnlockWrite"),
              MethodMatch.of("unstampedUnlockRead"),
              MethodMatch.of("tryConvertToOptimisticRead"));
    }
    hooks.add(jdk(LOCKS + "StampedLock", weaver));
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
      for (String name : List.of("AbstractQueuedSynchronizer", "AbstractQueuedLongSynchronizer")) {
        hooks.add(
            jdk(
                LOCKS + name + "$ConditionObject",
                new HookWeaver().add(HookLibrary.conditionWait(), MethodMatch.of("enableWait"))));
      }
    }
  }

  private static HookWeaver lock(boolean shared) {
    return new HookWeaver()
        .add(HookLibrary.unlock(), MethodMatch.of("unlock"))
        .add(
            HookLibrary.locked(shared), MethodMatch.of("lock"), MethodMatch.of("lockInterruptibly"))
        .add(HookLibrary.tryLocked(shared), MethodMatch.of("tryLock"));
  }

  private void threads() {
    hooks.add(
        jdk(
            "java.lang.Thread",
            new HookWeaver()
                .add(HookLibrary.threadStart(), MethodMatch.of("start"))
                .add(HookLibrary.threadExit(), MethodMatch.of("exit"))));
    hooks.add(
        new HookedClass(
            "java.lang.VirtualThread",
            true,
            true,
            new HookWeaver()
                .add(
                    HookLibrary.virtualThread(),
                    new MethodMatch("run", "(Ljava/lang/Runnable;)V"))));
  }

  private void workers() {
    hooks.add(
        jdk(
            CONCURRENT + "ThreadPoolExecutor",
            new HookWeaver().add(HookLibrary.getTask(), MethodMatch.of("getTask"))));
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

  private static HookWeaver idle(MethodMatch... methods) {
    return new HookWeaver().add(HookLibrary.idle(), methods);
  }
}
