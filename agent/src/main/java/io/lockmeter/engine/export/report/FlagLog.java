package io.lockmeter.engine.export.report;

import io.lockmeter.engine.analyze.FlagListener;
import io.lockmeter.engine.analyze.LockSnapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line in the agent's log when a lock is flagged, and one when it is cleared. */
public final class FlagLog implements FlagListener {

  private static final Logger LOG = LoggerFactory.getLogger(FlagLog.class);

  @Override
  public void flagged(LockSnapshot lock) {
    LOG.warn(flaggedLine(lock));
  }

  @Override
  public void cleared(LockSnapshot lock) {
    LOG.info(clearedLine(lock));
  }

  static String flaggedLine(LockSnapshot lock) {
    StringBuilder line = subject(lock).append(" is flagged: threads spent ");
    line.append(Units.percent(lock.waitRatioWindow()));
    line.append(" of their time waiting for it (");
    line.append(Units.count(lock.contended(), "wait", "waits")).append(" so far, mean ");
    line.append(Units.duration(lock.waitNanos() / Math.max(1, lock.contended())));
    line.append(", longest ").append(Units.duration(lock.waitMaxNanos()));
    if (!lock.sites().isEmpty()) {
      line.append(", mostly at ").append(lock.sites().get(0).site());
    }
    if (!lock.holders().isEmpty()) {
      line.append(", held by ").append(lock.holders().get(0).site());
    }
    return line.append(')').toString();
  }

  static String clearedLine(LockSnapshot lock) {
    StringBuilder line = subject(lock).append(" is cleared: threads spent ");
    line.append(Units.percent(lock.waitRatioWindow()))
        .append(" of their time waiting for it, and ");
    return line.append(Units.percent(lock.waitRatioPeak()))
        .append(" in the worst window")
        .toString();
  }

  private static StringBuilder subject(LockSnapshot lock) {
    return new StringBuilder("lock ")
        .append(lock.lock())
        .append(" (")
        .append(lock.kind())
        .append(')');
  }
}
