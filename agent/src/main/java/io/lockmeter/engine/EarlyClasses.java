package io.lockmeter.engine;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Classes that hooks, the aggregator and the rewriter use when they first need them. They are
 * initialized before the application runs: a class whose initializer meets a full heap, or the end
 * of a stack, can never be used again, and what needs it would fail from then on.
 */
final class EarlyClasses {

  private static final Logger LOG = LoggerFactory.getLogger(EarlyClasses.class);
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

  /** Classes of the JDK that reading files of the class path takes, and line numbers of frames. */
  private static final List<String> OF_THE_JDK =
      List.of("sun.net.ProgressMonitor", "java.lang.StackTraceElement$HashedModules");

  private EarlyClasses() {}

  static void initialize() {
    for (String name : OF_THE_JDK) {
      initializeOfTheJdk(name);
    }
    try {
      for (String name : NAMES) {
        Class.forName(PACKAGE + name, true, EarlyClasses.class.getClassLoader());
      }
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the agent's jar is incomplete: " + e.getMessage(), e);
    }
  }

  private static void initializeOfTheJdk(String name) {
    try {
      Class.forName(name, true, null);
    } catch (ClassNotFoundException e) {
      LOG.debug("This JDK does without {}", name);
    }
  }
}
