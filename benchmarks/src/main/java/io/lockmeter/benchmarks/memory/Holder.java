package io.lockmeter.benchmarks.memory;

import io.lockmeter.benchmarks.harness.ChildJvm;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/** The program whose memory is looked at. Result: bytes of the heap after GC, and outside of it. */
final class Holder {

  private static final int CONTENDED_EVERY = 10_000;
  private static final int COLLECTIONS = 3;
  // The agent lets go of what it keeps of collected locks when it closes a window, of a second
  // here.
  private static final long WINDOW_MILLIS = 1200;
  private static final Pattern TOTAL = Pattern.compile("Total:.*committed=(\\d+)KB");
  private static final Pattern HEAP =
      Pattern.compile("Java Heap \\(reserved=\\d+KB, committed=(\\d+)KB");

  private ReentrantLock[] locks = {};
  private Object[] monitors = {};
  private long uses;

  private Holder() {}

  /** Arguments: the content and the number of locks. */
  public static void main(String[] arguments) throws InterruptedException, JMException {
    Holder holder = new Holder();
    try (Contention contention = new Contention()) {
      holder.use(Content.valueOf(arguments[0]), Integer.parseInt(arguments[1]), contention);
    }
    long heap = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      heap = Math.min(heap, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
      Thread.sleep(WINDOW_MILLIS);
    }
    ChildJvm.result(heap, nativeBytes());
    Reference.reachabilityFence(holder);
  }

  private void use(Content content, int number, Contention contention) throws InterruptedException {
    switch (content) {
      case IDLE -> {}
      case LIVE_LOCKS -> {
        locks = new ReentrantLock[number];
        for (int i = 0; i < number; i++) {
          locks[i] = new ReentrantLock();
          contention.contend(locks[i]);
        }
      }
      case LIVE_MONITORS -> {
        monitors = new Object[number];
        for (int i = 0; i < number; i++) {
          monitors[i] = new Object();
          contention.contend(monitors[i]);
        }
      }
      case SHORT_LIVED -> {
        for (int i = 0; i < number; i++) {
          useOnce(i, contention);
        }
      }
    }
  }

  private void useOnce(int i, Contention contention) throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    try {
      uses++;
    } finally {
      lock.unlock();
    }
    if (i % CONTENDED_EVERY == 0) {
      contention.contend(lock);
    }
  }

  private static long nativeBytes() throws JMException {
    String summary =
        (String)
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "vmNativeMemory",
                    new Object[] {new String[] {"summary"}},
                    new String[] {String[].class.getName()});
    return kilobytes(TOTAL, summary) - kilobytes(HEAP, summary);
  }

  private static long kilobytes(Pattern pattern, String summary) {
    Matcher matcher = pattern.matcher(summary);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + pattern + " in " + summary);
    }
    return Long.parseLong(matcher.group(1)) * 1024;
  }
}
