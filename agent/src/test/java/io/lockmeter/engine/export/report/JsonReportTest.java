package io.lockmeter.engine.export.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.lockmeter.engine.analyze.LockSnapshot;
import io.lockmeter.engine.analyze.ProfileSnapshot;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonReportTest {

  @Test
  void namesAreThoseOfTheContract() throws Exception {
    JsonObject report = report(Profiles.shop());

    assertThat(report.keySet())
        .containsExactly(
            "version",
            "java",
            "pid",
            "startedAt",
            "uptimeSeconds",
            "windowSeconds",
            "flagRatio",
            "windowEnds",
            "locks",
            "coverage",
            "dropped");
    JsonObject lock = report.getAsJsonArray("locks").get(0).getAsJsonObject();
    assertThat(lock.keySet())
        .containsExactly(
            "lock",
            "kind",
            "class",
            "instances",
            "acquisitions",
            "contended",
            "abandoned",
            "waitSeconds",
            "waitMaxSeconds",
            "holdSeconds",
            "executionSeconds",
            "waitRatio",
            "waitRatioPeak",
            "flagged",
            "everFlagged",
            "sites",
            "holders",
            "waiters",
            "waitRatioWindow",
            "windowRatios");
    assertThat(first(lock, "sites").keySet()).containsExactly("site", "contended", "waitSeconds");
    assertThat(first(lock, "holders").keySet()).containsExactly("site", "thread", "waitSeconds");
    JsonObject coverage = report.getAsJsonObject("coverage");
    assertThat(coverage.keySet())
        .containsExactly("monitors", "classesRewritten", "classesSkipped", "locks", "selfTest");
    assertThat(first(coverage, "classesSkipped").keySet()).containsExactly("class", "reason");
  }

  @Test
  void valuesAreThoseOfTheSnapshot() throws Exception {
    JsonObject report = report(Profiles.shop());

    assertThat(report.get("version").getAsString()).isEqualTo("0.1.0");
    assertThat(report.get("java").getAsString()).isEqualTo("17.0.15");
    assertThat(report.get("startedAt").getAsString()).isEqualTo("2026-11-22T21:40:05.123456Z");
    assertThat(report.get("uptimeSeconds").getAsDouble()).isEqualTo(744.0);
    assertThat(report.get("windowSeconds").getAsDouble()).isEqualTo(10.0);
    assertThat(report.get("flagRatio").getAsDouble()).isEqualTo(0.1);
    JsonObject lock = report.getAsJsonArray("locks").get(0).getAsJsonObject();
    assertThat(lock.get("lock").getAsString()).isEqualTo("com.acme.shop.OrderBook.lock");
    assertThat(lock.get("class").getAsString())
        .isEqualTo("java.util.concurrent.locks.ReentrantLock");
    assertThat(lock.get("acquisitions").getAsLong()).isEqualTo(1_234_567);
    assertThat(lock.get("contended").getAsLong()).isEqualTo(12_345);
    assertThat(lock.get("abandoned").getAsLong()).isEqualTo(3);
    assertThat(lock.get("waitSeconds").getAsDouble()).isEqualTo(100.0);
    assertThat(lock.get("waitMaxSeconds").getAsDouble()).isEqualTo(0.12);
    assertThat(lock.get("holdSeconds").getAsDouble()).isEqualTo(204.0);
    assertThat(lock.get("executionSeconds").getAsDouble()).isEqualTo(232.0);
    assertThat(lock.get("waitRatio").getAsDouble()).isEqualTo(0.431);
    assertThat(lock.get("waitRatioPeak").getAsDouble()).isEqualTo(0.613);
    assertThat(lock.get("flagged").getAsBoolean()).isTrue();
    assertThat(first(lock, "sites").get("waitSeconds").getAsDouble()).isEqualTo(72.0);
    assertThat(first(lock, "holders").get("waitSeconds").getAsDouble()).isEqualTo(88.0);
    assertThat(report.getAsJsonObject("dropped").get("stacks").getAsLong()).isEqualTo(1_204);
  }

  @Test
  void whatIsKnownOfWindowsAndCallersIsThere() throws Exception {
    JsonObject report = report(Profiles.withHistory());

    assertThat(report.getAsJsonArray("windowEnds"))
        .extracting(JsonElement::getAsString)
        .containsExactly("2026-11-22T21:52:10Z", "2026-11-22T21:52:20Z");
    JsonObject lock = first(report, "locks");
    assertThat(lock.get("flaggedSince").getAsString()).isEqualTo("2026-11-22T21:52:20Z");
    assertThat(lock.getAsJsonArray("windowRatios"))
        .extracting(JsonElement::getAsDouble)
        .containsExactly(0.25, 0.5);
    JsonObject caller = first(first(lock, "sites"), "callers");
    assertThat(caller.get("site").getAsString()).isEqualTo("com.acme.Web.post:7");
    assertThat(caller.get("waitSeconds").getAsDouble()).isEqualTo(2.0);
    assertThat(first(caller, "callers").get("site").getAsString()).isEqualTo("com.acme.Main.run:1");
    assertThat(first(lock, "holders").has("callers")).isFalse();
  }

  @Test
  void smallNumbersAreWrittenWithoutExponent() throws Exception {
    LockSnapshot lock = Profiles.quiet("com.acme.A.lock", "reentrant", 1, 2);

    assertThat(text(Profiles.profile(List.of(lock))))
        .contains("\"waitSeconds\": 0.000000002,")
        .contains("\"waitMaxSeconds\": 0.000000001,")
        .doesNotContain("E-");
  }

  @Test
  void locksAreSortedByWait() throws Exception {
    JsonObject report =
        report(
            Profiles.profile(
                List.of(
                    Profiles.quiet("b", "monitor", 1, 5), Profiles.quiet("a", "monitor", 1, 50))));

    assertThat(first(report, "locks").get("lock").getAsString()).isEqualTo("a");
  }

  @Test
  void namesAreEscaped() throws Exception {
    String name = "com.acme.\"Quoted\"\\\n\u2028.lock";

    JsonObject report = report(Profiles.profile(List.of(Profiles.quiet(name, "monitor", 1, 1))));

    assertThat(first(report, "locks").get("lock").getAsString()).isEqualTo(name);
  }

  @Test
  void withoutLocksTheListIsEmpty() throws Exception {
    assertThat(report(Profiles.profile(List.of())).getAsJsonArray("locks")).isEmpty();
  }

  private static JsonObject first(JsonObject parent, String name) {
    JsonArray array = parent.getAsJsonArray(name);
    return array.get(0).getAsJsonObject();
  }

  private static JsonObject report(ProfileSnapshot profile) throws Exception {
    return JsonParser.parseString(text(profile)).getAsJsonObject();
  }

  private static String text(ProfileSnapshot profile) throws Exception {
    StringWriter out = new StringWriter();
    new JsonReport(Profiles.JVM).write(profile, Profiles.COVERAGE, out);
    return out.toString();
  }
}
