package io.lockmeter.safety.threads;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import jdk.jfr.FlightRecorder;

/**
 * Ends while the agent sets Flight Recorder up. It holds the monitor for that from before the agent
 * starts, as an agent of its own, until shutdown hooks run.
 */
public final class HeldRecorder {

  static final String ENDING = "hooks run";

  private static final CountDownLatch HELD = new CountDownLatch(1);
  private static final CountDownLatch ENDS = new CountDownLatch(1);

  private HeldRecorder() {}

  /** Makes a jar that has it started as an agent; its classes are on the class path. */
  static Path jar(Path folder) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Premain-Class", HeldRecorder.class.getName());
    Path jar = folder.resolve("held.jar");
    try (OutputStream file = Files.newOutputStream(jar)) {
      new JarOutputStream(file, manifest).close();
    }
    return jar;
  }

  /** Started on the command line. */
  public static void premain(String arguments) throws Exception {
    Class<?> guard = Class.forName("jdk.jfr.internal.PlatformRecorder", false, null);
    Thread holder = new Thread(() -> hold(guard));
    holder.setDaemon(true);
    holder.start();
    HELD.await();
  }

  private static void hold(Class<?> guard) {
    synchronized (guard) {
      HELD.countDown();
      try {
        ENDS.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  public static void main(String[] arguments) {
    while (Thread.getAllStackTraces().entrySet().stream()
        .noneMatch(entry -> wantsRecorder(entry.getKey(), entry.getValue()))) {
      Thread.onSpinWait();
    }
    Runtime.getRuntime().addShutdownHook(new Thread(HeldRecorder::release));
    System.exit(Endings.STATUS);
  }

  private static boolean wantsRecorder(Thread thread, StackTraceElement[] stack) {
    return thread.getState() == Thread.State.BLOCKED
        && stack[0].getClassName().equals(FlightRecorder.class.getName())
        && stack[0].getMethodName().equals("getFlightRecorder");
  }

  private static void release() {
    System.out.println(ENDING);
    ENDS.countDown();
  }
}
