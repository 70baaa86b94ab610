package io.lockmeter.operations;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.lockmeter.engine.export.Snapshots;
import io.lockmeter.engine.export.metrics.LockMetrics;
import io.lockmeter.engine.export.metrics.PrometheusExporter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files under {@code docs/operations}, and what they refer to. */
final class OperationsFiles {

  static final Path DIRECTORY = Path.of("..", "docs", "operations").toAbsolutePath().normalize();
  static final String RULES = "lockmeter-rules.yml";
  static final String RULE_TESTS = "lockmeter-rules-test.yml";
  static final String DASHBOARD = "lockmeter-dashboard.json";

  private static final Pattern METRIC = Pattern.compile("(?<![a-z_:])lockmeter_[a-z_]+(?![a-z_:])");

  private OperationsFiles() {}

  static String text(String file) throws IOException {
    return Files.readString(DIRECTORY.resolve(file));
  }

  static JsonObject json(String file) throws IOException {
    return JsonParser.parseString(text(file)).getAsJsonObject();
  }

  /** A file of one YAML document; a key that comes twice is an error. */
  static JsonObject yaml(String file) throws IOException {
    return parseYaml(text(file)).getAsJsonObject();
  }

  static JsonElement parseYaml(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    Object document = new Yaml(new SafeConstructor(options)).load(text);
    return new Gson().toJsonTree(document);
  }

  static List<JsonObject> objects(JsonElement array) {
    List<JsonObject> objects = new ArrayList<>();
    array.getAsJsonArray().forEach(element -> objects.add(element.getAsJsonObject()));
    return objects;
  }

  /** The names of the agent's metrics that {@code promql} reads; recorded series are none. */
  static Set<String> metricsIn(String promql) {
    Set<String> names = new TreeSet<>();
    METRIC.matcher(promql).results().map(MatchResult::group).forEach(names::add);
    return names;
  }

  /** The names of the metrics that the agent exports, as its exporter writes them. */
  static Set<String> exportedMetrics() throws IOException {
    LockMetrics metrics =
        new LockMetrics(
            () ->
                Snapshots.at(
                    Duration.ofMinutes(1),
                    Map.of("hook_failed", 1L),
                    Snapshots.lock("a", "reentrant", 1)),
            1,
            "1",
            "rewrite");
    try (PrometheusExporter exporter = Objects.requireNonNull(PrometheusExporter.start(metrics))) {
      String text = new String(exporter.scrape(null).text(), StandardCharsets.UTF_8);
      Set<String> names = new TreeSet<>();
      text.lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(line -> names.add(line.split("[{ ]", 2)[0]));
      return names;
    }
  }
}
