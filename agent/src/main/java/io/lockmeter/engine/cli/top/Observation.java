package io.lockmeter.engine.cli.top;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;

/**
 * One report, as far as the table shows it.
 *
 * @param agent version of the agent
 * @param java version of Java
 * @param start when the agent began to record
 */
record Observation(
    String agent,
    String java,
    long pid,
    String start,
    double uptimeSeconds,
    double windowSeconds,
    double flagRatio,
    List<LockTotals> locks) {

  static Observation of(String json) throws NoReportException {
    try {
      JsonObject report = JsonParser.parseString(json).getAsJsonObject();
      List<LockTotals> locks = new ArrayList<>();
      for (JsonElement lock : report.getAsJsonArray("locks")) {
        locks.add(totals(lock.getAsJsonObject()));
      }
      return new Observation(
          report.get("version").getAsString(),
          report.get("java").getAsString(),
          report.get("pid").getAsLong(),
          report.get("startedAt").getAsString(),
          report.get("uptimeSeconds").getAsDouble(),
          report.get("windowSeconds").getAsDouble(),
          report.get("flagRatio").getAsDouble(),
          locks);
    } catch (RuntimeException e) {
      // Gson refuses a value of another type, or one that is missing, with whatever comes.
      throw new NoReportException(
          "what came is no report of the agent, or one of another version than this jar");
    }
  }

  private static LockTotals totals(JsonObject lock) {
    return new LockTotals(
        lock.get("lock").getAsString(),
        lock.get("kind").getAsString(),
        lock.get("flagged").getAsBoolean(),
        lock.get("waitRatioWindow").getAsDouble(),
        lock.get("waitRatio").getAsDouble(),
        lock.get("contended").getAsLong(),
        lock.get("waitSeconds").getAsDouble(),
        lock.get("waiters").getAsLong(),
        lock.get("acquisitions").getAsLong(),
        lock.get("holdSeconds").getAsDouble());
  }

  /** Whether {@code other} is of the same run. */
  boolean sameRun(Observation other) {
    return pid == other.pid && start.equals(other.start);
  }

  long flagged() {
    return locks.stream().filter(LockTotals::flagged).count();
  }
}
