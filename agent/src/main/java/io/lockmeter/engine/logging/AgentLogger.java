package io.lockmeter.engine.logging;

import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** A logger of the engine or of one of its libraries; the latter only speak up to warn. */
final class AgentLogger extends LegacyAbstractLogger {

  private static final long serialVersionUID = 1;
  private static final String OWN = "io.lockmeter.";

  private final Level least;

  AgentLogger(String name) {
    this.name = name;
    least = name.startsWith(OWN) ? Level.TRACE : Level.WARN;
  }

  private boolean enabled(Level level) {
    return level.toInt() >= least.toInt() && Logging.enabled(level);
  }

  @Override
  public boolean isTraceEnabled() {
    return enabled(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return enabled(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return enabled(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return enabled(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return enabled(Level.ERROR);
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String pattern,
      Object @Nullable [] arguments,
      @Nullable Throwable cause) {
    String message = MessageFormatter.basicArrayFormat(pattern, arguments);
    StderrLog.write(LogLine.format(System.currentTimeMillis(), level, message, cause));
    if (cause != null && isDebugEnabled()) {
      for (StackTraceElement frame : cause.getStackTrace()) {
        StderrLog.write("[lockmeter]   at " + frame);
      }
    }
  }
}
