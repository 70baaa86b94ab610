package io.lockmeter.engine.export.metrics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockmeter.engine.analyze.ProfileSnapshot;
import io.lockmeter.engine.export.Snapshots;
import io.lockmeter.testing.Promtool;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real scrapes of a real registry over hand-made snapshots. */
final class LockMetricsTest {

  private final AtomicInteger snapshotsTaken = new AtomicInteger();
  private ProfileSnapshot now =
      Snapshots.at(
          Duration.ofMinutes(1),
          Map.of("stack_budget", 7L),
          Snapshots.lock("com.acme.OrderBook.lock", "reentrant", 20, true),
          Snapshots.lock("com.acme.Prices.map", "monitor", 10));
  private final LockMetrics metrics = metrics(100);

  private LockMetrics metrics(int maxLocks) {
    return new LockMetrics(
        () -> {
          snapshotsTaken.incrementAndGet();
          return now;
        },
        maxLocks,
        "1.2.3",
        "jfr (rewriting is not possible here)");
  }

  @Test
  void everyMeterOfTheContractIsThereUnderItsName() throws Exception {
    String java = System.getProperty("java.version");
    assertThat(scrape(metrics).lines())
        .contains(
            sample("wait_seconds_total", "20.0"),
            sample("execution_seconds_total", "100.0"),
            sample("contended_total", "20000.0"),
            sample("acquisitions_total", "200000.0"),
            sample("hold_seconds_total", "10.0"),
            sample("abandoned_total", "20.0"),
            sample("wait_max_seconds", "2.0"),
            sample("waiters", "3.0"),
            sample("wait_ratio", "0.25"),
            sample("flagged", "1.0"),
            "lockmeter_flagged{kind=\"monitor\",lock=\"com.acme.Prices.map\"} 0.0",
            "lockmeter_locks_tracked 2.0",
            "lockmeter_locks_flagged 1.0",
            "lockmeter_dropped_total{reason=\"stack_budget\"} 7.0",
            "lockmeter_build_info{java=\"" + java + "\",monitors=\"jfr\",version=\"1.2.3\"} 1",
            "lockmeter_wait_duration_seconds_bucket{le=\"1.0E-5\"} 5",
            "lockmeter_wait_duration_seconds_bucket{le=\"0.001\"} 9",
            "lockmeter_wait_duration_seconds_bucket{le=\"0.1\"} 12",
            "lockmeter_wait_duration_seconds_bucket{le=\"+Inf\"} 14",
            "lockmeter_wait_duration_seconds_count 14",
            "lockmeter_wait_duration_seconds_sum 2.5");
  }

  @Test
  void nothingElseIsExported() throws Exception {
    assertThat(
            scrape(metrics)
                .lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.substring("# TYPE ".length())))
        .containsExactlyInAnyOrder(
            "lockmeter_wait_seconds_total counter",
            "lockmeter_execution_seconds_total counter",
            "lockmeter_contended_total counter",
            "lockmeter_acquisitions_total counter",
            "lockmeter_hold_seconds_total counter",
            "lockmeter_abandoned_total counter",
            "lockmeter_wait_max_seconds gauge",
            "lockmeter_waiters gauge",
            "lockmeter_wait_ratio gauge",
            "lockmeter_flagged gauge",
            "lockmeter_locks_tracked gauge",
            "lockmeter_locks_flagged gauge",
            "lockmeter_dropped_total counter",
            "lockmeter_build_info gauge",
            "lockmeter_wait_duration_seconds histogram");
  }

  @Test
  void promtoolHasNoObjection() throws Exception {
    Promtool.assumeInstalled("promtool");
    try (PrometheusExporter exporter = requireNonNull(PrometheusExporter.start(metrics))) {
      assertThat(Promtool.check(exporter.scrape(null).text())).isEmpty();
    }
  }

  @Test
  void aScrapeTakesOneSnapshotAndShowsNewLocks() throws Exception {
    try (PrometheusExporter exporter = requireNonNull(PrometheusExporter.start(metrics))) {
      int before = snapshotsTaken.get();
      now =
          Snapshots.of(
              Snapshots.lock("com.acme.OrderBook.lock", "reentrant", 30),
              Snapshots.lock("com.acme.Late.lock", "write", 2));
      String text = text(exporter.scrape(null));
      assertThat(snapshotsTaken.get() - before).isEqualTo(1);
      assertThat(text).contains(wait("com.acme.OrderBook.lock", "reentrant", "30.0"));
      assertThat(text).contains(wait("com.acme.Late.lock", "write", "2.0"));
      assertThat(text).contains("lockmeter_locks_flagged 0.0");
    }
  }

  @Test
  void countersNeverGoBack() throws Exception {
    try (PrometheusExporter exporter = requireNonNull(PrometheusExporter.start(metrics))) {
      exporter.scrape(null);
      now =
          Snapshots.at(
              Duration.ofMinutes(2),
              Map.of("stack_budget", 5L),
              Snapshots.lock("com.acme.OrderBook.lock", "reentrant", 15));
      String text = text(exporter.scrape(null));
      assertThat(text).contains(wait("com.acme.OrderBook.lock", "reentrant", "20.0"));
      assertThat(text).contains(wait("com.acme.Prices.map", "monitor", "10.0"));
      assertThat(text).contains("lockmeter_dropped_total{reason=\"stack_budget\"} 7.0");
    }
  }

  @Test
  void locksBeyondTheLimitAreAddedUpByKind() throws Exception {
    now =
        Snapshots.of(
            Snapshots.lock("a", "reentrant", 50),
            Snapshots.lock("b", "read", 40),
            Snapshots.lock("b", "write", 30),
            Snapshots.lock("c", "reentrant", 20),
            Snapshots.lock("d", "reentrant", 10, true),
            Snapshots.lock("e", "monitor", 5));
    String text = scrape(metrics(3));
    // d is flagged, so it goes before c; b takes one place for both of its kinds.
    assertThat(waits(text))
        .containsExactlyInAnyOrder(
            wait("a", "reentrant", "50.0"),
            wait("b", "read", "40.0"),
            wait("b", "write", "30.0"),
            wait("d", "reentrant", "10.0"),
            wait("__other__", "reentrant", "20.0"),
            wait("__other__", "monitor", "5.0"));
    assertThat(text)
        .contains("lockmeter_waiters{kind=\"reentrant\",lock=\"__other__\"} 3.0")
        .contains("lockmeter_wait_ratio{kind=\"reentrant\",lock=\"__other__\"} 0.25")
        .contains("lockmeter_locks_tracked 6.0");
  }

  @Test
  void locksWithoutANameOfTheirOwnAreAddedToTheOthersOnce() throws Exception {
    now =
        Snapshots.of(
            Snapshots.lock("__other__", "reentrant", 70, true),
            Snapshots.lock("a", "reentrant", 50),
            Snapshots.lock("b", "reentrant", 20));
    assertThat(waits(scrape(metrics(1))))
        .containsExactlyInAnyOrder(
            wait("a", "reentrant", "50.0"), wait("__other__", "reentrant", "90.0"));
  }

  @Test
  void aNameThatLosesItsPlaceGoesOnInTheOthersWithoutASetBack() throws Exception {
    now = at(1, 50, 40, false);
    try (PrometheusExporter exporter = requireNonNull(PrometheusExporter.start(metrics(1)))) {
      assertThat(waits(text(exporter.scrape(null))))
          .containsExactlyInAnyOrder(
              wait("old", "reentrant", "50.0"), wait("__other__", "reentrant", "40.0"));

      now = at(2, 52, 80, false);
      assertThat(waits(text(exporter.scrape(null))))
          .as("more wait alone moves nothing")
          .containsExactlyInAnyOrder(
              wait("old", "reentrant", "52.0"), wait("__other__", "reentrant", "80.0"));

      now = at(3, 53, 90, true);
      assertThat(waits(text(exporter.scrape(null))))
          .as("a flagged lock gets a place; its series begins with what was not counted yet")
          .containsExactlyInAnyOrder(
              wait("new", "reentrant", "10.0"), wait("__other__", "reentrant", "81.0"));

      now = at(20, 60, 90, false);
      assertThat(waits(text(exporter.scrape(null))))
          .as("after ten minutes without a wait the place is given up again")
          .containsExactlyInAnyOrder(
              wait("old", "reentrant", "59.0"), wait("__other__", "reentrant", "81.0"));
    }
  }

  private static ProfileSnapshot at(int minutes, double old, double fresh, boolean flagged) {
    return Snapshots.at(
        Duration.ofMinutes(minutes),
        Map.of(),
        Snapshots.lock("old", "reentrant", old),
        Snapshots.lock("new", "reentrant", fresh, flagged));
  }

  @Test
  void openMetricsIsServedWhenAskedFor() throws Exception {
    try (PrometheusExporter exporter = requireNonNull(PrometheusExporter.start(metrics))) {
      PrometheusExporter.Exposition open =
          exporter.scrape(
              "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1");
      assertThat(open.contentType()).startsWith("application/openmetrics-text; version=1.0.0");
      assertThat(text(open)).contains("# TYPE lockmeter_wait_seconds counter").endsWith("# EOF\n");
      assertThat(exporter.scrape("text/plain").contentType())
          .isEqualTo("text/plain; version=0.0.4; charset=utf-8");
      assertThat(exporter.scrape("*/*").contentType()).startsWith("text/plain; version=0.0.4");
    }
  }

  @Test
  void anyRegistryGetsTheMetersAndGivesThemBack() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    metrics.bindTo(registry);
    assertThat(
            registry
                .get("lockmeter.wait")
                .tags("lock", "com.acme.OrderBook.lock", "kind", "reentrant")
                .functionCounter()
                .count())
        .isEqualTo(20.0);
    assertThatThrownBy(() -> metrics.bindTo(registry)).isInstanceOf(IllegalStateException.class);
    metrics.close();
    assertThat(registry.getMeters()).isEmpty();
  }

  @Test
  void metersThatTheProgramHasOfThatNameStayItsOwn() {
    SimpleMeterRegistry member = new SimpleMeterRegistry();
    Counter own =
        Counter.builder("lockmeter.wait")
            .tags("lock", "com.acme.OrderBook.lock", "kind", "reentrant")
            .register(member);
    own.increment(3);
    metrics.bindTo(new CompositeMeterRegistry(Clock.SYSTEM, List.of(member)));
    assertThat(member.find("lockmeter.wait").meters()).hasSize(2).contains(own);
    assertThat(member.find("lockmeter.hold").meters()).hasSize(2);
    metrics.close();
    assertThat(member.getMeters()).containsExactly(own);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lockmeter.execution", "lockmeter.abandoned"})
  void whatARegistryRejectsIsLeftInNoOther(String rejected) {
    List<MeterRegistry> members = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      members.add(i == 3 ? rejecting(rejected) : new SimpleMeterRegistry());
    }
    CompositeMeterRegistry composite = new CompositeMeterRegistry(Clock.SYSTEM, members);
    assertThatThrownBy(() -> metrics.bindTo(composite)).hasMessage("no " + rejected);
    metrics.close();
    assertThat(composite.getMeters()).isEmpty();
    assertThat(members).allSatisfy(member -> assertThat(member.getMeters()).isEmpty());
  }

  private static SimpleMeterRegistry rejecting(String name) {
    return new SimpleMeterRegistry() {
      @Override
      protected <T> FunctionCounter newFunctionCounter(
          Meter.Id id, T state, ToDoubleFunction<T> count) {
        if (id.getName().equals(name)) {
          throw new IllegalArgumentException("no " + name);
        }
        return super.newFunctionCounter(id, state, count);
      }
    };
  }

  @Test
  void oddLockNamesAreEscaped() throws Exception {
    Promtool.assumeInstalled("promtool");
    now = Snapshots.of(Snapshots.lock("my \"odd\"\\ {lock}\n=é", "other", 1));
    try (PrometheusExporter exporter = requireNonNull(PrometheusExporter.start(metrics))) {
      assertThat(Promtool.check(exporter.scrape(null).text())).isEmpty();
      assertThat(text(exporter.scrape(null))).contains("lock=\"my \\\"odd\\\"\\\\ {lock}\\n=é\"");
    }
  }

  private static String scrape(LockMetrics metrics) throws Exception {
    try (PrometheusExporter exporter = requireNonNull(PrometheusExporter.start(metrics))) {
      return text(exporter.scrape(null));
    }
  }

  private static String text(PrometheusExporter.Exposition exposition) {
    return new String(exposition.text(), StandardCharsets.UTF_8);
  }

  private static List<String> waits(String text) {
    return Pattern.compile("(?m)^lockmeter_wait_seconds_total.*$")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .toList();
  }

  private static String sample(String name, String value) {
    return "lockmeter_" + name + "{kind=\"reentrant\",lock=\"com.acme.OrderBook.lock\"} " + value;
  }

  private static String wait(String lock, String kind, String value) {
    return "lockmeter_wait_seconds_total{kind=\"%s\",lock=\"%s\"} %s".formatted(kind, lock, value);
  }
}
