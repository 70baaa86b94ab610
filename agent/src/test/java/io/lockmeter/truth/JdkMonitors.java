package io.lockmeter.truth;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.Vector;

/** Waits for monitors that code of the JDK enters. */
final class JdkMonitors {

  private static final String KIND = "monitor";

  private final Hashtable<String, String> table = new Hashtable<>();
  private final Vector<String> vector = new Vector<>();
  private final Map<String, String> map = Collections.synchronizedMap(new HashMap<>());
  private final Slow slow = new Slow();
  private final PrintStream stream = new PrintStream(slow, true, StandardCharsets.UTF_8);

  /** Takes as long to write as it is told to. */
  private static final class Slow extends OutputStream {

    private Runnable body = () -> {};

    @Override
    public void write(int b) {
      Runnable once = body;
      body = () -> {};
      once.run();
    }
  }

  public static void main(String[] arguments) {
    JvmRecording.await(arguments);
    Ledger ledger = new Ledger();
    Contest contest = new Contest(ledger, Threads.platform());
    JdkMonitors monitors = new JdkMonitors();
    monitors.collections(contest);
    monitors.stream(contest);
    ledger.print();
  }

  private void collections(Contest contest) {
    contest.waits(
        "java.util.Hashtable",
        KIND,
        body -> hold(table, body),
        () -> Timed.acquire(() -> table.put("a", "b"), () -> {}));
    contest.waits(
        "java.util.Vector",
        KIND,
        body -> hold(vector, body),
        () -> Timed.acquire(() -> vector.add("a"), () -> {}));
    contest.waits(
        "java.util.Collections$SynchronizedMap.mutex",
        KIND,
        body -> hold(map, body),
        () -> Timed.acquire(() -> map.put("a", "b"), () -> {}));
  }

  /** A reentrant lock from JDK 21 to 23, while virtual threads could not leave a monitor. */
  private void stream(Contest contest) {
    int jdk = Runtime.version().feature();
    boolean lock = jdk >= 21 && jdk <= 23;
    contest.waits(
        lock ? "java.io.PrintStream.internalLock" : "java.io.PrintStream",
        lock ? "reentrant" : KIND,
        body -> {
          slow.body = body;
          stream.println("slow");
        },
        () -> Timed.acquire(() -> stream.println("waits"), () -> {}));
  }

  private static void hold(Object monitor, Runnable body) {
    synchronized (monitor) {
      body.run();
    }
  }
}
