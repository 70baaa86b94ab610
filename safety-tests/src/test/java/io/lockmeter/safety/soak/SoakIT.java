package io.lockmeter.safety.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.Gson;
import io.lockmeter.testing.AgentStart;
import io.lockmeter.testing.ChildJvm;
import io.lockmeter.testing.Report;
import io.lockmeter.testing.RunningProgram;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program under load for long, with all that the agent offers switched on. */
@Order(1)
final class SoakIT {

  private static final boolean THOROUGH = Boolean.getBoolean("thorough");
  private static final Duration LENGTH =
      Duration.ofMinutes(Integer.getInteger("soak.minutes", THOROUGH ? 10 : 1));
  private static final Duration SAMPLED = Duration.ofSeconds(2);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final Pattern PORT = Pattern.compile("endpoint on http://127.0.0.1:(\\d+)/");
  private static final String PROGRAM = SoakIT.class.getPackageName() + ".";

  /** A heap that does not change its size, so that what the JVM has besides can be told from it. */
  private static final List<String> MEMORY =
      List.of("-Xms160m", "-Xmx160m", "-XX:NativeMemoryTracking=summary");

  @TempDir Path directory;

  @Test
  void nothingGrowsAndTotalsAreExactToTheEnd() throws Exception {
    Path reportFile = directory.resolve("report.json");
    Growth growth = new Growth();
    try (RunningProgram program = start(reportFile);
        RunningProgram other = startVisited()) {
      Scraper scraper = new Scraper(port(program)).start();
      Visits visits = new Visits(other).start();
      String work;
      Map<String, Tally.Waits> truth;
      try {
        sample(program, growth, LENGTH);
        work = program.ask("work");
        program.ask("burst");
        truth = Tally.parse(program.ask("stop"));
      } finally {
        scraper.close();
        visits.close();
      }
      System.out.println("soak of " + LENGTH + ": " + work + ",scrapes=" + scraper.scrapes());
      System.out.println("soak " + growth);
      System.out.println("attached " + visits.growth().samples() + " times " + visits.growth());
      Report report = new Gson().fromJson(scraper.get("/locks.json"), Report.class);
      Map<String, Double> series = Scraper.series(scraper.get("/metrics"));
      Recording recording = Recording.of(program.pid(), directory.resolve("soak.jfr"));
      assertThat(program.end()).isZero();

      assertThat(scraper.faults()).isEmpty();
      assertThat(scraper.scrapes()).isGreaterThan((int) LENGTH.toSeconds());
      assertThat(growth.beyondBounds()).as(growth.toString()).isEmpty();
      equalsTruth(report, truth);
      equalsTruth(Report.read(reportFile), truth);
      seriesAddUp(series, report);
      recordingAddsUp(recording, report);
      assertThat(visits.faults()).isEmpty();
      assertThat(visits.growth().beyondBounds()).as(visits.growth().toString()).isEmpty();
      assertThat(visits.growth().samples()).isGreaterThanOrEqualTo(3);
      assertThat(other.end()).isZero();
      assertThat(program.stderr().lines())
          .allMatch(line -> line.startsWith("[lockmeter] "))
          .noneMatch(line -> line.contains(" ERROR "));
    }
  }

  @Test
  void guardsFindALeak() throws Exception {
    assumeThat(THOROUGH).as("takes a minute more, with -Pthorough").isTrue();
    Growth growth = new Growth();
    try (RunningProgram program = start(directory.resolve("report.json"), "-Dsoak.leak=true")) {
      sample(program, growth, Duration.ofMinutes(1));
      assertThat(growth.beyondBounds())
          .as(growth.toString())
          .containsExactlyInAnyOrderElementsOf(
              Stream.of(Resources.values()).map(Resources::name).toList());
    }
  }

  private static RunningProgram start(Path report, String... options) throws Exception {
    String agent = "-javaagent:" + ChildJvm.jar() + "=http.port=0,window=1s,report=" + report;
    String[] all =
        Stream.of(
                Stream.of(agent, Recording.OPTION, Recording.CHUNKS, Recording.SILENT),
                MEMORY.stream(),
                Stream.of(options))
            .flatMap(part -> part)
            .toArray(String[]::new);
    return RunningProgram.start(Soak.class, List.of(testing()), all);
  }

  private static RunningProgram startVisited() throws Exception {
    String[] all =
        Stream.concat(
                MEMORY.stream(),
                // Newer JDKs warn of agents that come late, and remember softly which record was
                // linked last.
                Stream.of("-XX:+EnableDynamicAgentLoading", "-XX:SoftRefLRUPolicyMSPerMB=0"))
            .toArray(String[]::new);
    return RunningProgram.start(Visited.class, List.of(), all);
  }

  private static Path testing() throws URISyntaxException {
    return Path.of(AgentStart.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static void sample(RunningProgram program, Growth growth, Duration length)
      throws Exception {
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() - end < 0) {
      growth.add(program.ask("sample"));
      TimeUnit.NANOSECONDS.sleep(SAMPLED.toNanos());
    }
  }

  private static int port(RunningProgram program) {
    Matcher[] found = new Matcher[1];
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              found[0] = PORT.matcher(program.stderr());
              return found[0].find();
            });
    return Integer.parseInt(found[0].group(1));
  }

  private static void equalsTruth(Report report, Map<String, Tally.Waits> truth) {
    truth.forEach(
        (label, waits) -> {
          Report.Lock lock = find(report, label);
          assertThat(lock.contended()).as(label).isEqualTo(waits.contended());
          assertThat(lock.abandoned()).as(label).isEqualTo(waits.abandoned());
          // Reports round to a microsecond.
          assertThat(lock.waitSeconds())
              .as(label)
              .isBetween(waits.least() / 1e9 - 1e-6, waits.most() / 1e9 + 1e-6);
        });
  }

  private static Report.Lock find(Report report, String label) {
    String[] name = label.split(" ", -1);
    return report
        .find(name[0], name[1])
        .orElseThrow(() -> new AssertionError("no " + label + " in the report"));
  }

  /** Whatever has a series of its own: the sum of all is the sum of all locks. */
  private static void seriesAddUp(Map<String, Double> series, Report report) {
    double contended = 0;
    for (Map.Entry<String, Double> entry : series.entrySet()) {
      if (entry.getKey().startsWith("lockmeter_contended_total{")) {
        contended += entry.getValue();
      }
    }
    assertThat(contended)
        .isEqualTo(report.locks().stream().mapToDouble(Report.Lock::contended).sum());
  }

  private static void recordingAddsUp(Recording recording, Report report) {
    long contended = 0;
    for (Report.Lock lock : report.locks()) {
      String label = lock.lock() + " " + lock.kind();
      if (lock.lock().startsWith(PROGRAM)) {
        assertThat(recording.contended()).as(label).containsEntry(label, lock.contended());
        assertThat(recording.waitNanos().get(label) / 1e9)
            .as(label)
            .isCloseTo(lock.waitSeconds(), within(1e-6));
        contended += lock.contended();
      }
    }
    assertThat(recording.waits() + report.dropped().get("jfr_rate")).isEqualTo(contended);
    assertThat(report.dropped().get("jfr_rate")).isPositive();
    assertThat(report.dropped().get("hook_failed")).isZero();
    assertThat(report.dropped().get("lock_table_full")).isZero();
  }
}
