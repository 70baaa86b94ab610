package io.lockmeter.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.lockmeter.bootstrap.LockKind;
import io.lockmeter.engine.analyze.HistogramSnapshot;
import io.lockmeter.engine.analyze.LockSnapshot;
import io.lockmeter.engine.analyze.ProfileSnapshot;
import io.lockmeter.engine.export.Snapshots;
import io.lockmeter.engine.export.metrics.LockMetrics;
import io.lockmeter.engine.export.metrics.PrometheusExporter;
import io.lockmeter.engine.record.WaitHistogram;
import io.lockmeter.testing.Promtool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The numbers of series that {@code prometheus.md} gives, and the settings for large fleets. */
final class FleetScaleTest {

  static final int PER_NAME_AND_KIND = 10;
  static final int OF_THE_PROCESS = 21;

  /** As {@link io.lockmeter.engine.record.Records#dropped} names them. */
  private static final List<String> REASONS =
      List.of(
          "hook_failed",
          "agent_failed",
          "stack_budget",
          "sampled_lock",
          "lock_table_full",
          "participation_full",
          "jfr_rate");

  private static final Pattern YAML_BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @Test
  void theTableHasTheMostSeriesThatThereCanBe() throws Exception {
    Predicate<String> all = name -> true;
    assertThat(series(100, all)).isEqualTo((100 + 7) * PER_NAME_AND_KIND + OF_THE_PROCESS);
    assertThat(OperationsFiles.text("prometheus.md").lines())
        .contains(
            row("default (`max.locks=100`)", series(100, all)),
            row("`max.locks=20`", series(20, all)),
            row("`max.locks=20`, only what the rules read", series(20, kept())),
            row("`max.locks=5`, only what the rules read", series(5, kept())));
  }

  @Test
  void whatIsKeptIsAllThatTheRulesRead() throws Exception {
    String rules = OperationsFiles.text(OperationsFiles.RULES).replaceAll("(?m)^ *#.*$", "");
    assertThat(OperationsFiles.metricsIn(rules)).hasSize(5).allMatch(kept());
  }

  @Test
  void promtoolTakesTheConfigurationsInTheText(@TempDir Path directory) throws Exception {
    Promtool.assumeInstalled("promtool");
    List<String> blocks = yamlBlocks();
    assertThat(blocks).hasSize(3);
    for (String block : blocks) {
      Files.writeString(directory.resolve("prometheus.yml"), block);
      Promtool.Outcome outcome = Promtool.run(directory, "check", "config", "prometheus.yml");
      assertThat(outcome.status()).as(block + outcome.output()).isZero();
    }
  }

  private static String row(String settings, long series) {
    return String.format(
        Locale.ROOT, "| %s | %,d | %,d | %,d |", settings, series, series * 1_000, series * 10_000);
  }

  /** Of a process with many more locks of every kind than {@code maxLocks}, each name of one. */
  private static long series(int maxLocks, Predicate<String> kept) throws IOException {
    List<LockSnapshot> locks = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      String kind = LockKind.label(i % LockKind.NONE);
      locks.add(Snapshots.lock("com.acme.Lock" + i, kind, 1 + i));
    }
    SortedMap<String, Long> dropped = new TreeMap<>();
    REASONS.forEach(reason -> dropped.put(reason, 0L));
    List<Long> bounds = WaitHistogram.bounds();
    ProfileSnapshot snapshot =
        new ProfileSnapshot(
            Instant.EPOCH,
            Duration.ofMinutes(1).toNanos(),
            Duration.ofSeconds(10).toNanos(),
            0.10,
            locks,
            new HistogramSnapshot(bounds, Collections.nCopies(bounds.size() + 1, 1L), 1),
            dropped);
    LockMetrics metrics = new LockMetrics(() -> snapshot, maxLocks, "1", "rewrite");
    try (PrometheusExporter exporter = Objects.requireNonNull(PrometheusExporter.start(metrics))) {
      return new String(exporter.scrape(null).text(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .filter(line -> kept.test(line.split("[{ ]", 2)[0]))
          .count();
    }
  }

  private static Predicate<String> kept() throws IOException {
    JsonObject job =
        OperationsFiles.objects(
                OperationsFiles.parseYaml(block("metric_relabel_configs"))
                    .getAsJsonObject()
                    .get("scrape_configs"))
            .get(0);
    JsonObject relabelling = OperationsFiles.objects(job.get("metric_relabel_configs")).get(0);
    assertThat(relabelling.get("action").getAsString()).isEqualTo("keep");
    return Pattern.compile(relabelling.get("regex").getAsString()).asMatchPredicate();
  }

  private static String block(String content) throws IOException {
    List<String> found = yamlBlocks().stream().filter(block -> block.contains(content)).toList();
    assertThat(found).as(content).hasSize(1);
    return found.get(0);
  }

  private static List<String> yamlBlocks() throws IOException {
    return YAML_BLOCK
        .matcher(OperationsFiles.text("prometheus.md"))
        .results()
        .map(block -> block.group(1))
        .toList();
  }
}
