package io.lockmeter.engine;

import java.util.List;

/**
 * Classes that hooks, the aggregator and the rewriter use when they first need them. They are
 * initialized before the application runs: a class whose initializer meets a full heap, or the end
 * of a stack, can never be used again, and what needs it would fail from then on.
 */
final class EarlyClasses {

  private static final String PACKAGE = EarlyClasses.class.getPackageName() + '.';

  /** By their names below the engine's package. */
  static final List<String> NAMES =
      List.of(
          "record.HoldCounts",
          "record.LockEntry",
          "record.MonitorHeat",
          "record.StackCapture",
          "record.ThreadState",
          "record.WaitHistogram",
          "analyze.FlagFeed",
          "analyze.LockHistory",
          "analyze.LockStats",
          "analyze.Profiler",
          "naming.AcquireFrames",
          "naming.ClassBytes",
          "naming.ClassFiles",
          "naming.ClassNames",
          "naming.Frames",
          "naming.LockNamer",
          "naming.OriginRules",
          "naming.OriginValue",
          "instrument.monitor.GuardedExit",
          "instrument.monitor.IgnoredClasses",
          "instrument.monitor.LoadedClasses",
          "instrument.monitor.MonitorHooks",
          "instrument.monitor.MonitorScan",
          "instrument.monitor.MonitorTransformer",
          "instrument.monitor.RewrittenClass",
          "instrument.monitor.StackEffects",
          "instrument.monitor.TrackedClasses");

  private EarlyClasses() {}

  static void initialize() {
    try {
      for (String name : NAMES) {
        Class.forName(PACKAGE + name, true, EarlyClasses.class.getClassLoader());
      }
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the agent's jar is incomplete: " + e.getMessage(), e);
    }
  }
}
