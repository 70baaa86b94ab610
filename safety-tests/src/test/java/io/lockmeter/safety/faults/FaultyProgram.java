package io.lockmeter.safety.faults;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.management.ObjectName;
import jdk.jfr.Recording;

/**
 * An application that goes on whatever the agent does. It answers each line with one line: {@code
 * right} and more, if what it worked out is right and all its locks are free.
 */
final class FaultyProgram {

  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);

  private FaultyProgram() {}

  public static void main(String[] arguments) throws Exception {
    // An exception that the agent lets out on a thread of its own must not come here.
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> Runtime.getRuntime().halt(99));
    try (Recording recording = new Recording()) {
      recording.enable("lockmeter.LockWait").withThreshold(Duration.ZERO);
      recording.enable("lockmeter.LockStatistics").withPeriod(Duration.ofMillis(100));
      recording.start();
      ManagementFactory.getPlatformMBeanServer();
      BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        System.out.println(answer(line.split(" ")));
      }
    }
  }

  private static String answer(String[] words) throws Exception {
    return switch (words[0]) {
      case "arm" -> armed(words[1], words[2]);
      case "disarm" -> disarmed();
      case "hits" -> Integer.toString(Faults.hits());
      case "try" -> tried(words[1], words[2]);
      case "work" -> Workload.work(1);
      case "known" -> Workload.known(Integer.parseInt(words[1]));
      case "fresh" -> Workload.fresh();
      case "jmx" -> jmx();
      default -> "?";
    };
  }

  private static String armed(String method, String how) {
    Faults.arm(method, how);
    return "armed";
  }

  private static String disarmed() {
    Faults.disarm();
    return "disarmed";
  }

  /** Works until the fault has been met, and once more when it is gone. */
  private static String tried(String method, String how) throws Exception {
    Faults.arm(method, how);
    long deadline = System.nanoTime() + LIMIT_NANOS;
    String result;
    do {
      result = Workload.work(1);
    } while (result.equals("right") && Faults.hits() == 0 && System.nanoTime() - deadline < 0);
    int hits = Faults.hits();
    Faults.disarm();
    return result + " " + (hits > 0 ? "met" : "never met") + " " + Workload.work(1);
  }

  private static String jmx() {
    try {
      Object contended =
          ManagementFactory.getPlatformMBeanServer()
              .getAttribute(new ObjectName("io.lockmeter:type=LockProfiler"), "Contended");
      return "right " + contended;
    } catch (Exception e) {
      return "failed " + e.getClass().getSimpleName();
    }
  }
}
