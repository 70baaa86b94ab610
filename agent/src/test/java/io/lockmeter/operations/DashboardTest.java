package io.lockmeter.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.lockmeter.testing.Promtool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Grafana dashboard, by the rules of Grafana's dashboard-linter that are named here. */
final class DashboardTest {

  private static final String DATASOURCE = "${datasource}";
  private static final Set<String> WITH_QUERIES = Set.of("stat", "timeseries", "table");
  private static final Set<String> UNITS = Set.of("none", "short", "percentunit", "s", "ops");
  private static final Pattern SELECTOR = Pattern.compile("\\b(lockmeter_[a-z_]+)(\\{[^}]*\\})?");
  private static final Pattern RANGE = Pattern.compile("\\[([^\\]]*)\\]");
  private static final Pattern LABEL_QUERY = Pattern.compile("label_values\\((.+), ([a-z]+)\\)");

  private final JsonObject dashboard;

  DashboardTest() throws IOException {
    dashboard = OperationsFiles.json(OperationsFiles.DASHBOARD);
  }

  /** template-datasource-rule. */
  @Test
  void theDataSourceIsAVariable() {
    JsonObject variable = variables().get("datasource");
    assertThat(variable).isNotNull();
    assertThat(string(variable, "type")).isEqualTo("datasource");
    assertThat(string(variable, "query")).isEqualTo("prometheus");
    assertThat(string(variable, "label")).isEqualTo("Data source");
  }

  /** template-job-rule, template-instance-rule, template-on-time-change-reload-rule. */
  @Test
  void jobAndInstanceAreVariables() {
    Map<String, JsonObject> variables = variables();
    assertThat(variables.keySet()).contains("job", "instance");
    variables.forEach(
        (name, variable) -> {
          if (string(variable, "type").equals("query")) {
            assertThat(uid(variable)).isEqualTo(DATASOURCE);
            assertThat(string(variable, "label").toLowerCase(Locale.ROOT)).isEqualTo(name);
            assertThat(variable.get("multi").getAsBoolean()).isTrue();
            assertThat(variable.get("includeAll").getAsBoolean()).isTrue();
            assertThat(string(variable, "allValue")).isEqualTo(".+");
            assertThat(variable.get("refresh").getAsInt()).isEqualTo(2);
            assertThat(string(variable, "query")).matches(LABEL_QUERY);
          }
        });
  }

  /** uneditable-dashboard. */
  @Test
  void itIsChangedInTheFile() {
    assertThat(dashboard.get("editable").getAsBoolean()).isFalse();
  }

  /**
   * panel-title-description-rule, panel-datasource-rule, panel-units-rule, panel-no-targets-rule.
   */
  @Test
  void everyPanelHasTitleDescriptionUnitAndQueries() {
    Set<Integer> ids = new HashSet<>();
    Set<String> titles = new HashSet<>();
    for (JsonObject panel : panels()) {
      String title = string(panel, "title");
      assertThat(titles.add(title) && ids.add(panel.get("id").getAsInt())).as(title).isTrue();
      assertThat(string(panel, "type")).as(title).isIn(WITH_QUERIES);
      assertThat(string(panel, "description")).as(title).isNotBlank().endsWith(".");
      assertThat(uid(panel)).as(title).isEqualTo(DATASOURCE);
      JsonObject defaults = panel.getAsJsonObject("fieldConfig").getAsJsonObject("defaults");
      assertThat(string(defaults, "unit")).as(title).isIn(UNITS);
      assertThat(targets(panel)).as(title).isNotEmpty();
      for (JsonObject target : targets(panel)) {
        assertThat(uid(target)).as(title).isEqualTo(DATASOURCE);
      }
    }
  }

  @Test
  void panelsDoNotOverlap() {
    Set<List<Integer>> cells = new HashSet<>();
    for (JsonObject panel : panels()) {
      JsonObject place = panel.getAsJsonObject("gridPos");
      int left = place.get("x").getAsInt();
      int top = place.get("y").getAsInt();
      int right = left + place.get("w").getAsInt();
      assertThat(right).isLessThanOrEqualTo(24);
      for (int x = left; x < right; x++) {
        for (int y = top; y < top + place.get("h").getAsInt(); y++) {
          assertThat(cells.add(List.of(x, y))).as(string(panel, "title")).isTrue();
        }
      }
    }
  }

  /** target-job-rule, target-instance-rule. */
  @Test
  void everyQueryIsLimitedToTheJobAndInstanceChosen() throws Exception {
    Set<String> exported = OperationsFiles.exportedMetrics();
    for (String query : queries()) {
      List<MatchResult> selectors = SELECTOR.matcher(query).results().toList();
      assertThat(selectors).as(query).isNotEmpty();
      for (MatchResult selector : selectors) {
        assertThat(exported).as(query).contains(selector.group(1));
        assertThat(selector.group(2))
            .as(query)
            .contains("job=~\"$job\"")
            .contains("instance=~\"$instance\"");
      }
    }
  }

  /** target-rate-interval-rule, target-counter-agg-rule. */
  @Test
  void countersAreReadAsRatesOverGrafanasInterval() {
    for (String query : queries()) {
      RANGE
          .matcher(query)
          .results()
          .forEach(range -> assertThat(range.group(1)).as(query).isEqualTo("$__rate_interval"));
      String outsideOfRates = query.replaceAll("rate\\([a-z_]+\\{[^}]*\\}\\[[^\\]]*\\]\\)", "");
      assertThat(outsideOfRates).as(query).doesNotContain("_total").doesNotContain("_bucket");
    }
  }

  /** target-promql-rule, template-label-promql-rule. */
  @Test
  void promtoolTakesEveryExpression(@TempDir Path directory) throws Exception {
    Promtool.assumeInstalled("promtool");
    List<String> expressions = new ArrayList<>(queries());
    variables().values().stream()
        .filter(variable -> string(variable, "type").equals("query"))
        .map(variable -> LABEL_QUERY.matcher(string(variable, "query")).replaceFirst("$1"))
        .forEach(expressions::add);
    StringBuilder rules = new StringBuilder("groups:\n- name: dashboard\n  rules:\n");
    for (int i = 0; i < expressions.size(); i++) {
      String expression =
          expressions
              .get(i)
              .replace("$__rate_interval", "5m")
              .replaceAll("\\$(job|instance|lock)\\b", ".+")
              .replace("\n", " ");
      assertThat(expression).doesNotContain("$");
      rules.append("  - record: query:").append(i).append("\n    expr: >-\n      ");
      rules.append(expression).append('\n');
    }
    Files.writeString(directory.resolve("dashboard.yml"), rules);
    Promtool.Outcome outcome =
        Promtool.run(directory, "check", "rules", "--lint=all", "--lint-fatal", "dashboard.yml");
    assertThat(outcome.status()).as(outcome.output()).isZero();
    assertThat(outcome.output()).contains("SUCCESS: " + expressions.size() + " rules found");
  }

  private Map<String, JsonObject> variables() {
    Map<String, JsonObject> variables = new HashMap<>();
    for (JsonObject variable :
        OperationsFiles.objects(dashboard.getAsJsonObject("templating").get("list"))) {
      variables.put(string(variable, "name"), variable);
    }
    return variables;
  }

  private List<JsonObject> panels() {
    return OperationsFiles.objects(dashboard.get("panels"));
  }

  private static List<JsonObject> targets(JsonObject panel) {
    return OperationsFiles.objects(panel.get("targets"));
  }

  private List<String> queries() {
    List<String> queries = new ArrayList<>();
    for (JsonObject panel : panels()) {
      targets(panel).forEach(target -> queries.add(string(target, "expr")));
    }
    return queries;
  }

  private static String uid(JsonObject element) {
    JsonObject source = element.getAsJsonObject("datasource");
    assertThat(string(source, "type")).isEqualTo("prometheus");
    return string(source, "uid");
  }

  private static String string(JsonObject object, String name) {
    JsonElement value = object.get(name);
    assertThat(value).as(name + " in " + object).isNotNull();
    return value.getAsString();
  }
}
