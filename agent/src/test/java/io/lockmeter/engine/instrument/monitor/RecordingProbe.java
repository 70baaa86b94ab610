package io.lockmeter.engine.instrument.monitor;

import java.lang.StackWalker.StackFrame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/**
 * Stands in for the probe and checks how rewritten code calls it: every monitor is held between
 * {@code entered} and {@code exiting}, and left in the reverse order. For one thread at a time.
 */
public final class RecordingProbe {

  static final String NAME = "io/lockmeter/engine/instrument/monitor/RecordingProbe";

  private static final List<String> PROBLEMS = new ArrayList<>();
  private static final List<Entry> ENTRIES = new ArrayList<>();
  private static final Deque<Hold> OPEN = new ArrayDeque<>();
  private static long lastToken;

  /** A call before a monitor was entered, with the line it came from. */
  record Entry(int site, String className, String method, int line) {}

  private record Hold(long token, Object monitor, int site) {}

  private RecordingProbe() {}

  static void reset() {
    PROBLEMS.clear();
    ENTRIES.clear();
    OPEN.clear();
  }

  /** What was wrong since {@link #reset}. */
  static List<String> problems() {
    List<String> problems = new ArrayList<>(PROBLEMS);
    OPEN.forEach(hold -> problems.add("never left: site " + hold.site));
    return problems;
  }

  static List<Entry> entries() {
    return List.copyOf(ENTRIES);
  }

  public static long entering(Object monitor, int site) {
    StackFrame caller = StackWalker.getInstance().walk(s -> s.skip(1).findFirst()).orElseThrow();
    ENTRIES.add(
        new Entry(site, caller.getClassName(), caller.getMethodName(), caller.getLineNumber()));
    return ++lastToken;
  }

  public static long entered(long token, Object monitor, int site) {
    check(token == lastToken, "token lost on entering", site);
    check(Thread.holdsLock(monitor), "not held when entered", site);
    OPEN.push(new Hold(-token, monitor, site));
    return -token;
  }

  public static void exiting(long token, Object monitor, int site) {
    check(Thread.holdsLock(monitor), "not held when exiting", site);
    Hold hold = OPEN.poll();
    check(
        hold != null
            && hold.token == token
            && hold.site == site
            && Objects.equals(hold.monitor, monitor),
        "another monitor is to be left first, or none",
        site);
  }

  public static void awaiting(Object monitor) {
    check(Thread.holdsLock(monitor), "not held when waiting", -1);
  }

  public static void awaited(Object monitor) {
    check(Thread.holdsLock(monitor), "not held when back from waiting", -1);
  }

  private static void check(boolean ok, String problem, int site) {
    if (!ok) {
      PROBLEMS.add(problem + ": site " + site);
    }
  }
}
