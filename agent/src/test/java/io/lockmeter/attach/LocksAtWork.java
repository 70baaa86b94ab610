package io.lockmeter.attach;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.ReentrantLock;
import jdk.jfr.Recording;

/** A program that uses locks when told to, and tells of itself. */
public final class LocksAtWork {

  private static final int THREADS = 4;
  private static final int ROUNDS = 100;
  private static final int COLLECTIONS = 4;
  private static final long COLLECTION_MILLIS = 50;

  private final SharedCounter counter = new SharedCounter();
  private final BankLoad bank = new BankLoad();

  private LocksAtWork() {}

  public static void main(String[] arguments) throws Exception {
    LocksAtWork program = new LocksAtWork();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(program.answer(line));
    }
  }

  private String answer(String line) throws Exception {
    return switch (line) {
      case "contend" -> contend();
      case "hooks" -> HookWatch.during(this::contend).toString();
      case "view" ->
          ClassFileView.of(
              List.of(
                  SharedCounter.class,
                  ReentrantLock.class,
                  AbstractQueuedSynchronizer.class,
                  LinkedBlockingQueue.class,
                  Thread.class));
      case "record" -> record();
      case "memory" -> memory();
      case "threads" -> threads();
      case "modifiers" ->
          String.valueOf(
              Modifier.isSynchronized(
                  SharedCounter.class.getDeclaredMethod("sync").getModifiers()));
      case "bank start" -> bank.start();
      case "bank stop" -> bank.stop();
      default -> throw new IllegalArgumentException(line);
    };
  }

  /** Lets threads meet at each lock, take from a queue, wait in a monitor, start and end. */
  private String contend() throws Exception {
    LinkedBlockingQueue<Integer> work = new LinkedBlockingQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Thread thread = new Thread(() -> takeAll(work), "worker-" + i);
      thread.start();
      threads.add(thread);
    }
    for (int i = 0; i < THREADS * ROUNDS; i++) {
      work.add(i);
    }
    for (int i = 0; i < THREADS; i++) {
      work.add(-1);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return counter.counts();
  }

  private void takeAll(LinkedBlockingQueue<Integer> work) {
    try {
      while (work.take() >= 0) {
        counter.all();
      }
      counter.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String record() {
    try (Recording recording = new Recording()) {
      recording.start();
    }
    return "recorded";
  }

  /** Bytes of the heap after collections, and open files. */
  private static String memory() throws InterruptedException {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      Thread.sleep(COLLECTION_MILLIS);
    }
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    String[] files = new File("/proc/self/fd").list();
    return heap + " " + (files == null ? 0 : files.length);
  }

  private static String threads() {
    Thread[] all = new Thread[Thread.activeCount() * 2 + 100];
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    int count = root.enumerate(all);
    return Arrays.stream(all, 0, count).map(Thread::getName).sorted().toList().toString();
  }
}
