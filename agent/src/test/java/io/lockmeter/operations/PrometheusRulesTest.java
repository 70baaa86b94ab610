package io.lockmeter.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.lockmeter.testing.Promtool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The recording rules and alerts. */
final class PrometheusRulesTest {

  private static final Pattern RECORDED = Pattern.compile("[a-z_]+:[a-z_]+:[a-z0-9_]+");

  @Test
  void promtoolFindsNoFault() throws Exception {
    Promtool.assumeInstalled("promtool");
    assertPasses("check", "rules", "--lint=all", "--lint-fatal", OperationsFiles.RULES);
    assertPasses("test", "rules", OperationsFiles.RULE_TESTS);
    assertPasses("check", "config", "prometheus.yml");
  }

  /** Each condition is there for one of the tests. */
  @ParameterizedTest
  @CsvSource({
    "> 0.10, > 0.25",
    "> 0.10, > 0.08",
    ">= 0.05, >= 0.01",
    ">= 20, >= 5",
    "for: 5m, for: 0m",
    "execution_seconds_total[5m]) > 0, execution_seconds_total[5m]) >= 0",
    "sum without (instance, avg without (instance",
    "|participation_full, ''",
    "hook_failed|, hook_failed|stack_budget|",
    "up and on, up or on",
    "count_over_time(lockmeter_build_info[1h]), up",
  })
  void testsNoticeAChange(String shipped, String changed, @TempDir Path directory)
      throws Exception {
    Promtool.assumeInstalled("promtool");
    String rules = OperationsFiles.text(OperationsFiles.RULES);
    String other = rules.replace(shipped, changed);
    assertThat(other).isNotEqualTo(rules);
    Files.writeString(directory.resolve(OperationsFiles.RULES), other);
    Files.copy(
        OperationsFiles.DIRECTORY.resolve(OperationsFiles.RULE_TESTS),
        directory.resolve(OperationsFiles.RULE_TESTS));
    Promtool.Outcome outcome = Promtool.run(directory, "test", "rules", OperationsFiles.RULE_TESTS);
    assertThat(outcome.status()).as(outcome.output()).isEqualTo(1);
    assertThat(outcome.output()).contains("FAILED").contains("exp");
  }

  @Test
  void theOperatorsResourceHoldsExactlyTheseRules() throws Exception {
    JsonObject resource = OperationsFiles.yaml("kubernetes/prometheusrule.yaml");
    assertThat(resource.getAsJsonObject("spec"))
        .isEqualTo(OperationsFiles.yaml(OperationsFiles.RULES));
  }

  @Test
  void namesSayLevelMetricAndOperations() throws Exception {
    for (JsonObject rule : rules("record")) {
      assertThat(rule.get("record").getAsString()).matches(RECORDED);
    }
  }

  @Test
  void alertsSayHowBadWhatAndWhatToDo() throws Exception {
    List<JsonObject> alerts = rules("alert");
    assertThat(alerts).hasSize(3);
    for (JsonObject alert : alerts) {
      String name = alert.get("alert").getAsString();
      assertThat(name).startsWith("Lockmeter");
      assertThat(alert.getAsJsonObject("labels").get("severity").getAsString())
          .isIn("critical", "warning", "info");
      JsonObject annotations = alert.getAsJsonObject("annotations");
      assertThat(annotations.keySet())
          .containsExactlyInAnyOrder("summary", "description", "runbook_url");
      assertThat(annotations.get("summary").getAsString()).endsWith(".").doesNotContain("{{");
      assertThat(annotations.get("description").getAsString())
          .endsWith(".")
          .contains("{{ $labels.instance }}");
      String[] runbook = annotations.get("runbook_url").getAsString().split("#", 2);
      assertThat(runbook[0]).isEqualTo("docs/operations/runbook.md");
      assertThat(runbook[1]).isEqualTo(name.toLowerCase(Locale.ROOT));
      assertThat(OperationsFiles.text("runbook.md").lines()).contains("## " + name);
    }
  }

  @Test
  void everyMetricIsOneOfTheAgents() throws Exception {
    List<JsonObject> all = rules("record");
    all.addAll(rules("alert"));
    for (JsonObject rule : all) {
      String expression = rule.get("expr").getAsString();
      assertThat(OperationsFiles.exportedMetrics())
          .as(expression)
          .containsAll(OperationsFiles.metricsIn(expression));
    }
  }

  /** A recorded series that is read is recorded before, in the same order. */
  @Test
  void everyRecordedSeriesThatIsReadIsRecordedBefore() throws Exception {
    List<String> recorded = new ArrayList<>();
    for (JsonObject group : groups()) {
      for (JsonObject rule : OperationsFiles.objects(group.get("rules"))) {
        RECORDED
            .matcher(rule.get("expr").getAsString())
            .results()
            .forEach(series -> assertThat(recorded).contains(series.group()));
        if (rule.has("record")) {
          recorded.add(rule.get("record").getAsString());
        }
      }
    }
    assertThat(recorded).hasSize(4).doesNotHaveDuplicates();
  }

  private static void assertPasses(String... arguments) throws Exception {
    Promtool.Outcome outcome = Promtool.run(OperationsFiles.DIRECTORY, arguments);
    assertThat(outcome.status()).as(outcome.output()).isZero();
    assertThat(outcome.output()).contains("SUCCESS");
  }

  private static List<JsonObject> rules(String kind) throws IOException {
    List<JsonObject> rules = new ArrayList<>();
    for (JsonObject group : groups()) {
      for (JsonObject rule : OperationsFiles.objects(group.get("rules"))) {
        if (rule.has(kind)) {
          rules.add(rule);
        }
      }
    }
    return rules;
  }

  private static List<JsonObject> groups() throws IOException {
    return OperationsFiles.objects(OperationsFiles.yaml(OperationsFiles.RULES).get("groups"));
  }
}
