package io.lockmeter.missioncontrol;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.flightrecorder.rules.IResult;
import org.openjdk.jmc.flightrecorder.rules.IRule;
import org.openjdk.jmc.flightrecorder.rules.ResultToolkit;
import org.openjdk.jmc.flightrecorder.rules.RuleRegistry;
import org.openjdk.jmc.flightrecorder.rules.util.RulesToolkit;

/** Runs rules as Mission Control does, without its user interface. */
final class Rules {

  static final String OURS = "LockmeterLockContention";

  private Rules() {}

  /** The results of all rules on the class path, by their names. */
  static Map<String, IResult> evaluateAll(IItemCollection items) throws Exception {
    return evaluate(RuleRegistry.getRules(), items, IPreferenceValueProvider.DEFAULT_VALUES);
  }

  static IResult evaluateOurs(IItemCollection items, IPreferenceValueProvider preferences)
      throws Exception {
    return evaluate(List.of(new LockContentionRule()), items, preferences).get(OURS);
  }

  private static Map<String, IResult> evaluate(
      Collection<IRule> rules, IItemCollection items, IPreferenceValueProvider preferences)
      throws Exception {
    Map<String, IResult> results = new LinkedHashMap<>();
    for (Map.Entry<IRule, Future<IResult>> entry :
        RulesToolkit.evaluateParallel(rules, items, preferences, 2).entrySet()) {
      results.put(entry.getKey().getId(), entry.getValue().get());
    }
    return results;
  }

  /** All that a result says, as Mission Control shows it, but for the spaces before units. */
  static String text(IResult result) {
    return String.join(
            "\n",
            ResultToolkit.populateMessage(result, result.getSummary(), false),
            String.valueOf(ResultToolkit.populateMessage(result, result.getExplanation(), false)),
            String.valueOf(ResultToolkit.populateMessage(result, result.getSolution(), false)))
        .replace('\u00a0', ' ');
  }
}
