package io.lockmeter.safety.runtimes;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes and gives back locks with less and less stack left, down to none: free ones, and ones that
 * a rival wants too. Whoever is told by an error that it did not get a lock must not have it, and a
 * monitor is held by nobody who has left its section.
 */
public final class DeepStacks {

  static final String OUT = "nobody is left with a lock";
  static final String OVERFLOWED = "the stack overflowed";
  static final String UNCLEAR = "an error, and yet held\t";

  private static final long STACK_BYTES = 256 * 1024;
  private static final int LEVELS = 150;
  private static final long RIVAL_NANOS = 100_000;

  private final Map<String, Integer> wrong = new TreeMap<>();
  private final Map<String, Integer> unclear = new TreeMap<>();
  private int overflows;
  private volatile boolean done;

  private DeepStacks() {}

  private interface Action {
    void run() throws InterruptedException;
  }

  public static void main(String[] arguments) throws Exception {
    new DeepStacks().run();
  }

  private void run() throws InterruptedException {
    for (StackLock lock : StackLock.all()) {
      everyDepth(lock, "free");
      if (lock.scoped()) {
        // The JDK's own locks do not survive an overflow while a thread queues, agent or not.
        besideRival(lock);
      }
      if (lock.heldByAnybody()) {
        count(wrong, lock + " is left locked");
      }
    }
    unclear.forEach((what, times) -> System.out.println(UNCLEAR + times + "\t" + what));
    System.out.println(overflows > 0 ? OVERFLOWED : "the stack never overflowed");
    wrong.forEach((what, times) -> System.out.println(what + ", " + times + " times"));
    System.out.println(wrong.isEmpty() ? OUT : "the above is wrong");
    System.exit(KnownContention.EXIT);
  }

  private void besideRival(StackLock lock) throws InterruptedException {
    Thread rival = new Thread(() -> rival(lock), "rival");
    done = false;
    rival.start();
    everyDepth(lock, "contended");
    done = true;
    rival.join();
  }

  private void rival(StackLock lock) {
    while (!done) {
      synchronized (lock) {
        LockSupport.parkNanos(RIVAL_NANOS);
      }
      LockSupport.parkNanos(RIVAL_NANOS);
    }
  }

  private void everyDepth(StackLock lock, String how) throws InterruptedException {
    Thread deep =
        new Thread(
            null,
            () -> {
              for (int level = 0; level < LEVELS; level++) {
                take(lock, how, level);
                if (!lock.scoped()) {
                  giveBack(lock, how, level);
                }
              }
            },
            "deep",
            STACK_BYTES);
    deep.start();
    deep.join();
  }

  private void take(StackLock lock, String how, int level) {
    boolean got = atTheEndOfTheStack(level, lock::acquire) == null;
    boolean held = lock.held();
    if (lock.scoped() && held || got && !lock.scoped() && !held) {
      count(wrong, how + " " + lock + (held ? " held by who left it" : " was not got"));
    }
    if (held && !got) {
      count(unclear, how + " " + lock + ", got");
    }
    if (held) {
      atTheTop(lock::release);
    }
  }

  private void giveBack(StackLock lock, String how, int level) {
    atTheTop(lock::acquire);
    boolean told = atTheEndOfTheStack(level, lock::release) == null;
    if (lock.held()) {
      count(told ? wrong : unclear, how + " " + lock + ", not given back");
      atTheTop(lock::release);
    }
  }

  private static void count(Map<String, Integer> counts, String what) {
    counts.merge(what, 1, Integer::sum);
  }

  private static void atTheTop(Action action) {
    try {
      action.run();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs {@code action} so many frames from where the stack ends, and gives what it threw. */
  private @Nullable Throwable atTheEndOfTheStack(int level, Action action) {
    Throwable[] thrown = new Throwable[1];
    dive(level, action, thrown);
    if (thrown[0] instanceof StackOverflowError) {
      overflows++;
    } else if (thrown[0] != null) {
      count(wrong, thrown[0].toString());
    }
    return thrown[0];
  }

  /** Returns how many frames from the end of the stack it was called. */
  private static int dive(int level, Action action, @Nullable Throwable[] thrown) {
    int below;
    try {
      below = dive(level, action, thrown);
    } catch (StackOverflowError e) {
      below = 0;
    }
    if (below == level) {
      try {
        action.run();
      } catch (Throwable e) {
        thrown[0] = e;
      }
    }
    return below + 1;
  }
}
