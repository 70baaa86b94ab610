package io.lockmeter.safety.soak;

import io.lockmeter.locks.ProfiledLock;
import io.lockmeter.testing.AgentStart;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/**
 * Has more of everything than the agent has room for. Each line asks for some more of one thing;
 * the answer is how many waits there have been in all.
 *
 * <p>Waits are made by attempts with a time limit that is over at once, while another thread holds
 * the lock: so a hundred thousand take no longer than a blink, and each is one wait for certain.
 */
public final class Limits {

  /** Names that a format could take for something else. */
  static final List<String> NASTY =
      List.of(
          "quote \" and backslash \\ and \\n that is none",
          "line\nbreak and \r and \t",
          "{lock=\"x\",kind=\"y\"} 1",
          "</script><script>alert(1)</script><!--&amp;'",
          "\u00e4\u20ac\ud83d\udd12 \u2028 \u0000 \u001b[31m",
          "# HELP lockmeter_wait_seconds_total",
          "long " + "x".repeat(50_000));

  private final List<Object> live = new ArrayList<>();
  private long waits;

  public static void main(String[] arguments) throws Exception {
    AgentStart.await();
    Limits limits = new Limits();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", -1);
      int count = words.length == 1 ? 1 : Integer.parseInt(words[1]);
      limits.some(words[0], count);
      System.out.println(limits.waits);
    }
  }

  private void some(String what, int count) throws InterruptedException, IOException {
    switch (what) {
      case "locks" -> locks(count);
      case "drop" -> {
        live.clear();
        System.gc();
      }
      case "fresh" -> fresh(count);
      case "names" -> names(count);
      case "nasty" -> named(NASTY);
      case "sites" -> sites(count);
      case "threads" -> threads(count);
      case "virtual" -> virtual(count);
      default -> throw new IllegalArgumentException(what);
    }
  }

  /** Lets another thread try in vain. */
  private void inVain(Attempts attempts) {
    Thread thread =
        new Thread(
            () -> {
              try {
                waits += attempts.fail();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Attempts {
    long fail() throws InterruptedException;
  }

  /** One lock of each kind, all held. */
  private static final class Held {
    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantReadWriteLock readWrite = new ReentrantReadWriteLock();
    private final StampedLock stamped = new StampedLock();

    Held() {
      lock.lock();
      readWrite.writeLock().lock();
      stamped.writeLock();
    }

    long fail() throws InterruptedException {
      boolean any =
          lock.tryLock(1, TimeUnit.NANOSECONDS)
              | readWrite.readLock().tryLock(1, TimeUnit.NANOSECONDS)
              | readWrite.writeLock().tryLock(1, TimeUnit.NANOSECONDS)
              | stamped.tryReadLock(1, TimeUnit.NANOSECONDS) != 0
              | stamped.tryWriteLock(1, TimeUnit.NANOSECONDS) != 0;
      if (any) {
        throw new IllegalStateException("somebody has released a lock");
      }
      return 5;
    }
  }

  private static final class Fresh {
    private final ReentrantLock lock = new ReentrantLock();

    Fresh() {
      lock.lock();
    }

    long fail() throws InterruptedException {
      return lock.tryLock(1, TimeUnit.NANOSECONDS) ? 0 : 1;
    }
  }

  private void locks(int count) {
    List<Held> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      made.add(new Held());
    }
    live.addAll(made);
    inVain(
        () -> {
          long failed = 0;
          for (Held held : made) {
            failed += held.fail();
          }
          return failed;
        });
  }

  private void fresh(int count) {
    for (int i = 0; i < count; i++) {
      Fresh fresh = new Fresh();
      inVain(fresh::fail);
    }
  }

  private void names(int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add("name " + i);
    }
    named(names);
  }

  private void named(List<String> names) {
    List<ReentrantLock> locks = new ArrayList<>();
    for (String name : names) {
      ReentrantLock lock = new ReentrantLock();
      live.add(new ProfiledLock(name, lock));
      lock.lock();
      locks.add(lock);
    }
    inVain(
        () -> {
          long failed = 0;
          for (ReentrantLock lock : locks) {
            failed += lock.tryLock(1, TimeUnit.NANOSECONDS) ? 0 : 1;
          }
          return failed;
        });
  }

  /** Waits for one lock at as many places, slowly enough for each to be seen. */
  private void sites(int count) throws InterruptedException {
    Fresh shared = new Fresh();
    live.add(shared);
    for (int i = 1; i <= count; i++) {
      Redeployed place = new Redeployment(i).instance();
      live.add(place);
      inVain(() -> place.attempt(shared.lock) ? 0 : 1);
      TimeUnit.MILLISECONDS.sleep(2);
    }
  }

  private void threads(int count) {
    Fresh shared = new Fresh();
    live.add(shared);
    for (int i = 0; i < count; i++) {
      inVain(shared::fail);
    }
  }

  /** Virtual threads that are all alive at once, and wait once each. */
  private void virtual(int count) throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    Runnable waitForIt =
        () -> {
          lock.lock();
          lock.unlock();
        };
    List<Thread> threads = new ArrayList<>();
    lock.lock();
    try {
      for (int i = 0; i < count; i++) {
        threads.add(Threads.VIRTUAL.start(waitForIt));
      }
      while (lock.getQueueLength() < count) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
    } finally {
      lock.unlock();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    waits += count;
  }
}
