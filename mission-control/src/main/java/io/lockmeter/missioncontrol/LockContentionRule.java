package io.lockmeter.missioncontrol;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableFuture;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.item.ItemFilters;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.common.util.TypedPreference;
import org.openjdk.jmc.flightrecorder.rules.IResult;
import org.openjdk.jmc.flightrecorder.rules.IResultValueProvider;
import org.openjdk.jmc.flightrecorder.rules.IRule;
import org.openjdk.jmc.flightrecorder.rules.TypedResult;
import org.openjdk.jmc.flightrecorder.rules.util.JfrRuleTopics;
import org.openjdk.jmc.flightrecorder.rules.util.RulesToolkit.EventAvailability;

/**
 * Scores the locks of a recording by their wait ratio: the wait for a lock divided by the execution
 * time of the threads that use it, idle time left out.
 *
 * <p>A ratio above the limit, a preference that is 10 % unless it is changed, is a warning and
 * scores 75 or more; up to the limit a lock is fine. As with the agent's own flag, so are locks for
 * which there were fewer than 20 waits, or for which on average fewer than 0.05 threads waited. A
 * lock that the agent flagged for a part of the run only is worth a look.
 *
 * <p>Stateless, so one object may be used by any number of threads.
 */
public final class LockContentionRule implements IRule {

  /** The wait ratio above which a lock is a warning. */
  public static final TypedPreference<IQuantity> LIMIT =
      new TypedPreference<>(
          "lockmeter.waitRatio.limit",
          "Limit of the wait ratio",
          "The share of their execution time that threads may wait for a lock",
          UnitLookup.PERCENTAGE,
          UnitLookup.PERCENT.quantity(10));

  /** For the service loader, which finds the rule by its name. */
  public LockContentionRule() {}

  @Override
  public String getId() {
    return "LockmeterLockContention";
  }

  @Override
  public String getName() {
    return "Lock Contention (Lockmeter)";
  }

  @Override
  public String getTopic() {
    return JfrRuleTopics.LOCK_INSTANCES;
  }

  /** None: without them the result says how to get them. */
  @Override
  public Map<String, EventAvailability> getRequiredEvents() {
    return Map.of();
  }

  @Override
  public Collection<TypedPreference<?>> getConfigurationAttributes() {
    return List.of(LIMIT);
  }

  @Override
  public Collection<TypedResult<?>> getResults() {
    return Verdict.RESULTS;
  }

  @Override
  public RunnableFuture<IResult> createEvaluation(
      IItemCollection items,
      IPreferenceValueProvider preferences,
      IResultValueProvider otherResults) {
    return new FutureTask<>(() -> evaluate(items, preferences));
  }

  private IResult evaluate(IItemCollection items, IPreferenceValueProvider preferences) {
    Verdict verdict = new Verdict(this, preferences);
    if (!items.apply(ItemFilters.type(RecordedLocks.STATISTICS)).hasItems()) {
      return verdict.notApplicable();
    }
    double limit = preferences.getPreferenceValue(LIMIT).doubleValueIn(UnitLookup.PERCENT_UNITY);
    List<LockFigures> locks = RecordedLocks.in(items).figures();
    List<LockFigures> busy = locks.stream().filter(LockFigures::busy).toList();
    List<LockFigures> above = busy.stream().filter(lock -> lock.ratio() > limit).toList();
    if (!above.isEmpty()) {
      LockFigures worst = above.get(0);
      return verdict.warning(worst, RecordedSites.of(worst.key(), items), above, limit);
    }
    for (LockFigures lock : locks) {
      if (lock.everFlagged() && lock.peakRatio() > limit) {
        return verdict.forATime(lock, RecordedSites.of(lock.key(), items));
      }
    }
    return busy.isEmpty() ? verdict.fine() : verdict.fine(busy.get(0), limit);
  }
}
