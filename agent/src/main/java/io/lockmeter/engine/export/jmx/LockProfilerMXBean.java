package io.lockmeter.engine.export.jmx;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What JMX shows, as {@value #NAME}. Locks are given as name and kind, as in {@code
 * com.acme.OrderBook.lock (reentrant)}. Every attribute is of the moment in which it is read.
 */
public interface LockProfilerMXBean {

  /** The name it is registered by. */
  String NAME = "io.lockmeter:type=LockProfiler";

  /** The version of the agent. */
  String getVersion();

  /** Seconds since the agent began to record. */
  double getUptimeSeconds();

  /** Length of a window, in seconds. */
  double getWindowSeconds();

  /** Limit of the wait ratio, between 0 and 1. */
  double getFlagRatio();

  /** How many locks were seen. */
  int getLocksTracked();

  /** The locks that are flagged now, most wait first. */
  List<String> getFlaggedLocks();

  /** By lock that threads waited for, the wait ratio over the whole run. */
  Map<String, Double> getWaitRatios();

  /** By lock that threads waited for, the wait ratio over the last complete window. */
  Map<String, Double> getWindowWaitRatios();

  /** Seconds that threads waited, all locks together. */
  double getWaitSeconds();

  /** How many acquisitions had to wait, all locks together. */
  long getContended();

  /** How monitors are timed. */
  String getMonitors();

  /** Classes whose monitors were rewritten. */
  int getClassesRewritten();

  /** Classes with something that was left as it is. */
  int getClassesSkipped();

  /** The hooks of {@code java.util.concurrent} that fire. */
  List<String> getHookedLocks();

  /** {@code passed}, or which hooks do not fire. */
  String getSelfTest();

  /** What was not recorded in detail, by reason. */
  Map<String, Long> getDropped();

  /**
   * Writes a report on what was seen so far.
   *
   * @param file where to; its ending tells the format
   * @throws IOException if it cannot be written there
   */
  void dump(String file) throws IOException;
}
