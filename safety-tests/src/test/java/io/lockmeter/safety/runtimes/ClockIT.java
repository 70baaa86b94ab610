package io.lockmeter.safety.runtimes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import io.lockmeter.testing.FinishedProgram;
import io.lockmeter.testing.JavaProgram;
import io.lockmeter.testing.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The machine's clock is set while a program runs, or stands still: no figure follows it. */
class ClockIT {

  private static final List<String> TIMES = List.of("+6h", "-30h", "+400d", "-2h", "+0");
  private static final Pattern ENDPOINT = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
  private static final Pattern RATIO =
      Pattern.compile("(?m)^lockmeter_wait_ratio\\{[^}]*} ([-+.\\w]+)$");
  private static final Pattern WAITED =
      Pattern.compile("(?m)^lockmeter_wait_duration_seconds_count ([-+.\\w]+)$");

  private static final Predicate<String> STANDS_STILL =
      line -> line.contains("this machine's clock stands still");

  @TempDir Path folder;

  private Path library = Path.of("");

  @BeforeEach
  void needsTheLibrary() throws IOException {
    Optional<Path> found = MachineClock.library();
    assumeTrue(
        found.isPresent(), "needs libfaketime to move the clock, of the Debian package faketime");
    library = found.orElseThrow();
  }

  @Test
  void clockIsSetWhileThreadsWait() throws IOException {
    MachineClock clock = new MachineClock(folder, "+0");
    List<String> left = new ArrayList<>(TIMES);
    List<String> scrapes = new ArrayList<>();
    Instant[] lastEnd = new Instant[1];
    long began = System.nanoTime();

    FinishedProgram under =
        clock
            .seenBy(JavaProgram.of(KnownContention.class), library)
            .withAgent("window=200ms,http.port=0")
            .run(
                lines -> {
                  Optional<String> endpoint = endpoint(lines);
                  if (endpoint.isEmpty() || !JvmOptionsIT.FLAGGED.test(lines)) {
                    return false;
                  }
                  Instant end = lastWindowEnd(get(endpoint.get() + "/locks.json"));
                  if (lastEnd[0] != null
                      && Duration.between(lastEnd[0], end).abs().toHours() == 0) {
                    return false;
                  }
                  // A window has ended at the time that was set last.
                  lastEnd[0] = end;
                  scrapes.add(get(endpoint.get() + "/metrics"));
                  if (left.isEmpty()) {
                    return true;
                  }
                  clock.set(left.remove(0));
                  return false;
                });
    double seconds = (System.nanoTime() - began) / 1e9;

    assertThat(under.exitCode()).as("%s", under.stderr()).isEqualTo(KnownContention.EXIT);
    assertThat(under.otherStderr()).isEmpty();
    JvmOptionsIT.checkReport(under);
    assertThat(under.report().uptimeSeconds()).isBetween(0.0, seconds);
    for (Report.Lock lock : under.report().locks()) {
      assertThat(lock.waitRatio()).as("%s", lock).isBetween(0.0, 1.0);
      assertThat(lock.waitRatioPeak()).as("%s", lock).isBetween(0.0, 1.0);
      assertThat(lock.waitMaxSeconds()).as("%s", lock).isLessThan(seconds);
      assertThat(lock.executionSeconds()).as("%s", lock).isLessThan(seconds * 3);
    }
    checkScrapes(scrapes);
  }

  private static void checkScrapes(List<String> scrapes) {
    assertThat(scrapes).hasSize(TIMES.size() + 1);
    for (String scrape : scrapes) {
      assertThat(numbers(RATIO, scrape))
          .isNotEmpty()
          .allSatisfy(ratio -> assertThat(ratio).isBetween(0.0, 1.0));
    }
    List<Double> waits =
        scrapes.stream().flatMap(scrape -> numbers(WAITED, scrape).stream()).toList();
    assertThat(waits).hasSameSizeAs(scrapes).isSorted().doesNotHaveDuplicates();
  }

  private static List<Double> numbers(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult found) -> Double.valueOf(found.group(1)))
        .toList();
  }

  private static Instant lastWindowEnd(String report) {
    JsonArray ends = JsonParser.parseString(report).getAsJsonObject().getAsJsonArray("windowEnds");
    return Instant.parse(ends.get(ends.size() - 1).getAsString());
  }

  private static Optional<String> endpoint(List<String> lines) {
    return lines.stream()
        .map(ENDPOINT::matcher)
        .filter(Matcher::find)
        .map(Matcher::group)
        .findFirst();
  }

  private static String get(String page) {
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(page)).timeout(Duration.ofMinutes(1)).build(),
                  HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      assertThat(answer.statusCode()).isEqualTo(200);
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** JFR would wait for the next tick, and at the end of the program everybody for JFR. */
  @Test
  void clockThatStandsStillKeepsNobodyFromEnding() {
    MachineClock clock = new MachineClock(folder, "2020-02-02 02:02:02");

    FinishedProgram under =
        clock
            .seenBy(JavaProgram.of(KnownContention.class), library)
            .withAgent("window=200ms")
            .timeout(Duration.ofMinutes(2))
            .run(
                lines -> JvmOptionsIT.FLAGGED.test(lines) && lines.stream().anyMatch(STANDS_STILL));

    assertThat(under.exitCode()).as("%s", under.stderr()).isEqualTo(KnownContention.EXIT);
    assertThat(under.otherStderr()).isEmpty();
    assertThat(under.agentLog()).filteredOn(STANDS_STILL).hasSize(1);
    JvmOptionsIT.checkReport(under);
  }
}
