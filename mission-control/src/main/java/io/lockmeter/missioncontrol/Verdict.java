package io.lockmeter.missioncontrol;

import java.util.Collection;
import java.util.List;
import org.openjdk.jmc.common.unit.ContentType;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.flightrecorder.rules.IResult;
import org.openjdk.jmc.flightrecorder.rules.ResultBuilder;
import org.openjdk.jmc.flightrecorder.rules.Severity;
import org.openjdk.jmc.flightrecorder.rules.TypedCollectionResult;
import org.openjdk.jmc.flightrecorder.rules.TypedResult;
import org.openjdk.jmc.flightrecorder.rules.util.RulesToolkit;

/**
 * Puts the results of the rule into words. Names of locks and places stand in named results only,
 * which Mission Control escapes for the page that it shows them on.
 */
final class Verdict {

  static final TypedResult<String> LOCK =
      new TypedResult<>(
          "lock",
          "Lock",
          "The lock with the highest wait ratio",
          UnitLookup.PLAIN_TEXT,
          String.class);
  static final TypedResult<IQuantity> RATIO =
      quantity("waitRatio", "Wait Ratio", UnitLookup.PERCENTAGE);

  private static final TypedResult<String> KIND =
      new TypedResult<>(
          "kind", "Lock Kind", "Kind of the lock", UnitLookup.PLAIN_TEXT, String.class);
  private static final TypedResult<IQuantity> WAITS = quantity("waits", "Waits", UnitLookup.NUMBER);
  private static final TypedResult<IQuantity> WAIT =
      quantity("wait", "Wait Time", UnitLookup.TIMESPAN);
  private static final TypedResult<IQuantity> MEAN_WAIT =
      quantity("meanWait", "Mean Wait", UnitLookup.TIMESPAN);
  private static final TypedResult<IQuantity> MEAN_HOLD =
      quantity("meanHold", "Mean Hold", UnitLookup.TIMESPAN);
  private static final TypedCollectionResult<String> WAITED =
      list("waited", "Waited At", "Where threads waited");
  private static final TypedCollectionResult<String> HELD =
      list("held", "Held At", "Where those that held the lock let it go");
  private static final TypedCollectionResult<String> OTHERS =
      list("others", "Other Locks", "The other locks above the limit");

  static final Collection<TypedResult<?>> RESULTS =
      List.of(
          TypedResult.SCORE,
          LOCK,
          KIND,
          RATIO,
          WAITS,
          WAIT,
          MEAN_WAIT,
          MEAN_HOLD,
          WAITED,
          HELD,
          OTHERS);

  private static final double FOR_A_TIME = 50;
  private static final double HIGHEST_OK = 24.9;

  private final ResultBuilder builder;

  Verdict(LockContentionRule rule, IPreferenceValueProvider preferences) {
    builder = ResultBuilder.createFor(rule, preferences);
  }

  private static TypedResult<IQuantity> quantity(
      String id, String name, ContentType<IQuantity> unit) {
    return new TypedResult<>(id, name, name, unit, IQuantity.class);
  }

  private static TypedCollectionResult<String> list(String id, String name, String description) {
    return new TypedCollectionResult<>(id, name, description, UnitLookup.PLAIN_TEXT, String.class);
  }

  IResult notApplicable() {
    return builder
        .setSeverity(Severity.NA)
        .setSummary("There are no lock statistics of the Lockmeter agent in this recording.")
        .setExplanation(
            "This rule reads the events of the Lockmeter agent, which times waits for monitors and"
                + " for the locks of java.util.concurrent.")
        .setSolution(
            "Start the program with -javaagent:lockmeter-agent.jar and record it again; any"
                + " settings do that do not switch off lockmeter.LockStatistics.")
        .build();
  }

  IResult warning(LockFigures lock, RecordedSites sites, List<LockFigures> above, double limit) {
    List<String> others =
        above.stream()
            .skip(1)
            .map(other -> other.key().lock() + " (" + percent(other) + ")")
            .toList();
    figures(lock, sites).addResult(OTHERS, others);
    return scored(score(lock, limit))
        .setSummary(
            "Threads spent {waitRatio} of their time waiting for the lock {lock}; the limit is {"
                + LockContentionRule.LIMIT.getIdentifier()
                + "}.")
        .setExplanation(
            explanation(sites)
                + (others.isEmpty() ? "" : "<p>Other locks above the limit: {others}"))
        .setSolution(Advice.on(lock))
        .build();
  }

  IResult forATime(LockFigures lock, RecordedSites sites) {
    figures(lock, sites).addResult(RATIO, ratio(lock.peakRatio()));
    return scored(FOR_A_TIME)
        .setSummary(
            "The lock {lock} was flagged for a time: in its worst window threads spent {waitRatio}"
                + " of their time waiting for it, less over the whole recording.")
        .setExplanation(explanation(sites))
        .setSolution(Advice.on(lock))
        .build();
  }

  IResult fine(LockFigures lock, double limit) {
    builder
        .addResult(LOCK, lock.key().lock())
        .addResult(KIND, lock.key().kind())
        .addResult(RATIO, ratio(lock.ratio()));
    return scored(score(lock, limit))
        .setSummary(
            "No lock is above the limit of {"
                + LockContentionRule.LIMIT.getIdentifier()
                + "}: the highest wait ratio is {waitRatio}, of {lock}.")
        .build();
  }

  IResult fine() {
    return scored(0)
        .setSummary("Threads waited for no lock long or often enough to matter.")
        .build();
  }

  private ResultBuilder figures(LockFigures lock, RecordedSites sites) {
    return builder
        .addResult(LOCK, lock.key().lock())
        .addResult(KIND, lock.key().kind())
        .addResult(RATIO, ratio(lock.ratio()))
        .addResult(WAITS, UnitLookup.NUMBER_UNITY.quantity(lock.contended()))
        .addResult(WAIT, UnitLookup.NANOSECOND.quantity(lock.waitNanos()))
        .addResult(MEAN_WAIT, UnitLookup.NANOSECOND.quantity(lock.meanWaitNanos()))
        .addResult(MEAN_HOLD, UnitLookup.NANOSECOND.quantity(lock.meanHoldNanos()))
        .addResult(WAITED, sites.waited())
        .addResult(HELD, sites.held());
  }

  private static String explanation(RecordedSites sites) {
    StringBuilder text =
        new StringBuilder(
            "The lock ({kind}) was waited for {waits} times, {wait} in all and {meanWait} on"
                + " average. The ratio is that wait divided by the execution time of the threads"
                + " that used the lock, idle time left out; waits of any length count.");
    if (!sites.waited().isEmpty()) {
      text.append("<p>Threads waited at {waited}");
    }
    if (!sites.held().isEmpty()) {
      text.append("<p>Meanwhile it was held up to {held}");
    }
    return text.toString();
  }

  /** What is not above the limit stays below what Mission Control calls an information. */
  private static double score(LockFigures lock, double limit) {
    return lock.ratio() > limit
        ? RulesToolkit.mapExp100(lock.ratio(), limit)
        : HIGHEST_OK * lock.ratio() / limit;
  }

  private ResultBuilder scored(double score) {
    return builder
        .setSeverity(Severity.get(score))
        .addResult(TypedResult.SCORE, UnitLookup.NUMBER_UNITY.quantity(score));
  }

  private static IQuantity ratio(double ratio) {
    return UnitLookup.PERCENT.quantity(Math.round(1000 * ratio) / 10.0);
  }

  private static String percent(LockFigures lock) {
    return Math.round(100 * lock.ratio()) + " %";
  }
}
