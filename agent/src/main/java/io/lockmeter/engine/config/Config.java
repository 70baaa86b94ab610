package io.lockmeter.engine.config;

import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options in force.
 *
 * @param enabled false: do nothing at all
 * @param http the endpoint
 * @param window length of a window
 * @param flagRatio limit of the wait ratio
 * @param locks which locks of {@code java.util.concurrent} are timed
 * @param monitors how monitors of application classes are timed
 * @param jdkMonitors whether contended monitors of JDK classes are taken from JFR
 * @param include class-name prefixes to rewrite; empty means all
 * @param exclude class-name prefixes to leave as they are
 * @param sampleAcquisitions whether acquisitions and holds are sampled
 * @param jfr whether JFR events are committed
 * @param metrics where meters are registered
 * @param maxLocks lock names exported as meters
 * @param report file for the report, or null
 * @param log level of the agent's own log
 */
public record Config(
    boolean enabled,
    HttpConfig http,
    Duration window,
    double flagRatio,
    Set<Locks> locks,
    Monitors monitors,
    boolean jdkMonitors,
    List<String> include,
    List<String> exclude,
    boolean sampleAcquisitions,
    boolean jfr,
    Metrics metrics,
    int maxLocks,
    @Nullable File report,
    LogLevel log) {

  /** A family of locks in {@code java.util.concurrent.locks}. */
  public enum Locks {
    REENTRANT,
    READWRITE,
    STAMPED
  }

  /** How monitors of application classes are timed. */
  public enum Monitors {
    REWRITE,
    JFR,
    OFF
  }

  /** Where meters are registered. */
  public enum Metrics {
    AGENT,
    APP,
    BOTH
  }

  /** Level of the agent's own log. */
  public enum LogLevel {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR,
    OFF
  }
}
