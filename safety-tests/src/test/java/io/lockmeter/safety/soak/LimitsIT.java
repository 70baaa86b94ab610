package io.lockmeter.safety.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.Gson;
import io.lockmeter.testing.AgentStart;
import io.lockmeter.testing.ChildJvm;
import io.lockmeter.testing.Report;
import io.lockmeter.testing.RunningProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More locks, names, meters, places and threads than there is room for. */
final class LimitsIT {

  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final Pattern PORT = Pattern.compile("endpoint on http://127.0.0.1:(\\d+)/");
  private static final Pattern LABEL =
      Pattern.compile("lock=\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"");
  private static final String FRESH = Limits.class.getName() + "$Fresh.lock";
  private static final int MAX_LOCKS = 10;

  @TempDir Path directory;

  @Test
  void totalsStayExactBeyondEveryLimit() throws Exception {
    // A lock that is flagged would take the place of another, and the total of that be hidden.
    String agent =
        "-javaagent:" + ChildJvm.jar() + "=http.port=0,window=1s,flag.ratio=1,max.locks=";
    try (RunningProgram program =
        RunningProgram.start(
            Limits.class,
            List.of(testing()),
            agent + MAX_LOCKS,
            "-Xmx512m",
            "-XX:+EnableDynamicAgentLoading")) {
      Scraper endpoint = new Scraper(port(program));
      moreLocksThanEntries(program, endpoint);
      namesAndEntriesAgain(program, endpoint);
      nastyNames(program, endpoint);
      moreSitesThanShown(program, endpoint);
      // Before the names are used up: what the JDK's own locks wait for would have none, and count.
      manyThreads(program, endpoint);
      moreNamesThanKept(program, endpoint);
      assertThat(program.end()).isZero();
      assertThat(program.stderr().lines())
          .allMatch(line -> line.startsWith("[lockmeter] "))
          .noneMatch(line -> line.contains(" ERROR "));
    }
  }

  private static void moreLocksThanEntries(RunningProgram program, Scraper endpoint)
      throws Exception {
    Report report = after(program, "locks 20000", endpoint);
    assertThat(report.dropped().get("lock_table_full")).isPositive();
    assertThat(sum(report, "__overflow__"))
        .isEqualTo(report.dropped().get("lock_table_full"))
        .isGreaterThanOrEqualTo(100_000 - 65_536);
    for (String kind : List.of("reentrant", "read", "write", "stamped_read", "stamped_write")) {
      long ofKind =
          report.locks().stream()
              .filter(lock -> lock.kind().equals(kind))
              .mapToLong(Report.Lock::contended)
              .sum();
      assertThat(ofKind).as(kind).isEqualTo(20_000);
    }
  }

  private static void namesAndEntriesAgain(RunningProgram program, Scraper endpoint)
      throws Exception {
    program.ask("drop");
    await()
        .atMost(LIMIT)
        .until(() -> after(program, "fresh", endpoint).find(FRESH, "reentrant").isPresent());
    Report before = report(endpoint);
    Report after = after(program, "fresh 100", endpoint);
    assertThat(after.find(FRESH, "reentrant").orElseThrow().contended())
        .isEqualTo(before.find(FRESH, "reentrant").orElseThrow().contended() + 100);
    assertThat(sum(after, "__overflow__")).isEqualTo(sum(before, "__overflow__"));
  }

  private void nastyNames(RunningProgram program, Scraper endpoint) throws Exception {
    Report report = after(program, "nasty", endpoint);
    for (String name : Limits.NASTY) {
      assertThat(report.find(name, "reentrant"))
          .as(name)
          .hasValueSatisfying(lock -> assertThat(lock.contended()).isOne());
    }
    Path html = directory.resolve("report.html");
    ChildJvm.Result dump = ChildJvm.runJar("dump", String.valueOf(program.pid()), html.toString());
    assertThat(dump.exit()).as(dump.err()).isZero();
    assertThat(Files.readString(html)).doesNotContain("<script>alert(1)").contains("alert(1)");
  }

  private static void moreSitesThanShown(RunningProgram program, Scraper endpoint)
      throws Exception {
    long before = report(endpoint).find(FRESH, "reentrant").orElseThrow().contended();
    Report.Lock lock = after(program, "sites 200", endpoint).find(FRESH, "reentrant").orElseThrow();
    assertThat(lock.contended()).isEqualTo(before + 200);
    assertThat(lock.sites()).hasSizeBetween(16, 65);
    assertThat(lock.sites().stream().mapToLong(Report.Site::contended).sum())
        .isBetween(lock.contended() - 65, lock.contended() + 65);
  }

  private static void moreNamesThanKept(RunningProgram program, Scraper endpoint) throws Exception {
    Report report = after(program, "names 10500", endpoint);
    assertThat(report.locks()).hasSizeBetween(9_000, 10_010);
    assertThat(sum(report, "__other__")).isGreaterThanOrEqualTo(500);
  }

  private static void manyThreads(RunningProgram program, Scraper endpoint) throws Exception {
    boolean thorough = Boolean.getBoolean("thorough");
    after(program, "threads " + (thorough ? 100_000 : 10_000), endpoint);
    if (Runtime.version().feature() >= 21) {
      after(program, "virtual 100000", endpoint);
    }
  }

  /** Asks for something and returns the report after it, which has all waits so far. */
  private static Report after(RunningProgram program, String request, Scraper endpoint)
      throws Exception {
    long start = System.nanoTime();
    long waits = Long.parseLong(program.ask(request));
    Report report = report(endpoint);
    System.out.printf("%s: %d waits, %.1f s%n", request, waits, (System.nanoTime() - start) / 1e9);
    assertThat(
            report.locks().stream().filter(LimitsIT::own).mapToLong(Report.Lock::contended).sum())
        .as(request)
        .isEqualTo(waits);
    assertThat(report.dropped().get("hook_failed")).isZero();
    Map<String, Double> series = Scraper.series(endpoint.get("/metrics"));
    assertThat(
            series.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("lockmeter_contended_total{"))
                .mapToDouble(Map.Entry::getValue)
                .sum())
        .as(request)
        .isEqualTo(report.locks().stream().mapToDouble(Report.Lock::contended).sum());
    assertThat(series.keySet().stream().map(LimitsIT::label).distinct().count())
        .isLessThanOrEqualTo(MAX_LOCKS + 2);
    return report;
  }

  private static Report report(Scraper endpoint) throws Exception {
    return new Gson().fromJson(endpoint.get("/locks.json"), Report.class);
  }

  /** Not of the JDK, which may wait for something at any time. */
  private static boolean own(Report.Lock lock) {
    return !lock.lock().matches("(java|javax|jdk|sun|com\\.sun)\\..*");
  }

  private static long sum(Report report, String name) {
    return report.locks().stream()
        .filter(lock -> lock.lock().equals(name))
        .mapToLong(Report.Lock::contended)
        .sum();
  }

  private static String label(String series) {
    Matcher matcher = LABEL.matcher(series);
    return matcher.find() ? matcher.group(1) : "";
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

  private static Path testing() throws Exception {
    return Path.of(AgentStart.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
