package io.lockmeter.engine.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is hooked and what is not, and why. Written by the transformer and the self-test, read by
 * reports; thread-safe and bounded.
 */
public final class Coverage {

  private static final int MAX_SKIPPED = 1000;

  /** A class, or a part of one, that was left as it is. */
  public record SkippedClass(String className, String reason) {}

  /**
   * The state of one moment.
   *
   * @param monitors mode in force: {@code rewrite}, {@code jfr} or {@code off}, with the reason if
   *     it is not what was asked for
   * @param classesRewritten classes with at least one rewritten monitor
   * @param classesSkipped classes with a monitor that was left as it is
   * @param skippedCount how many there are of them, also beyond those that are listed
   * @param locks hooks of {@code java.util.concurrent} that fire, as in {@code reentrant}
   * @param selfTest {@code passed}, or what failed
   */
  public record State(
      String monitors,
      int classesRewritten,
      List<SkippedClass> classesSkipped,
      int skippedCount,
      List<String> locks,
      String selfTest) {

    /** One that lists all that were skipped. */
    public State(
        String monitors,
        int classesRewritten,
        List<SkippedClass> classesSkipped,
        List<String> locks,
        String selfTest) {
      this(monitors, classesRewritten, classesSkipped, classesSkipped.size(), locks, selfTest);
    }
  }

  private final List<SkippedClass> skipped = new ArrayList<>();
  private final Set<String> locks = new TreeSet<>();
  private int rewritten;
  private int skippedCount;
  private String monitors = "off";
  private String selfTest = "not run";

  public synchronized void monitors(String mode) {
    monitors = mode;
  }

  public synchronized void rewrote() {
    rewritten++;
  }

  public synchronized void skipped(String className, String reason) {
    skippedCount++;
    if (skipped.size() < MAX_SKIPPED) {
      skipped.add(new SkippedClass(className, reason));
    }
  }

  public synchronized void hooked(String lock) {
    locks.add(lock);
  }

  public synchronized void selfTest(String result) {
    selfTest = result;
  }

  public synchronized State state() {
    return new State(
        monitors, rewritten, List.copyOf(skipped), skippedCount, List.copyOf(locks), selfTest);
  }
}
