package io.lockmeter.engine.export.report;

import com.google.gson.stream.JsonWriter;
import io.lockmeter.engine.analyze.CallerSnapshot;
import io.lockmeter.engine.analyze.HolderSnapshot;
import io.lockmeter.engine.analyze.LockSnapshot;
import io.lockmeter.engine.analyze.ProfileSnapshot;
import io.lockmeter.engine.analyze.SiteSnapshot;
import io.lockmeter.engine.instrument.Coverage;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The report for scripts. Its names and units are a public contract: times are seconds and ratios
 * lie between 0 and 1, both as decimal numbers without an exponent.
 */
public final class JsonReport implements ReportFormat {

  private static final int DIGITS = 9;
  private static final int RATIO_DIGITS = 4;

  private final RunningJvm jvm;
  private final boolean insideHtml;

  public JsonReport(RunningJvm jvm) {
    this(jvm, false);
  }

  /**
   * @param insideHtml whether it shall be short, and hold nothing that ends an element of HTML
   */
  JsonReport(RunningJvm jvm, boolean insideHtml) {
    this.jvm = jvm;
    this.insideHtml = insideHtml;
  }

  @Override
  public void write(ProfileSnapshot profile, Coverage.State coverage, Writer out)
      throws IOException {
    // Not closed: the writer belongs to the caller, and this one holds nothing else.
    JsonWriter json = new JsonWriter(out);
    json.setIndent(insideHtml ? "" : "  ");
    json.setHtmlSafe(insideHtml);
    json.beginObject();
    json.name("version").value(jvm.agent());
    json.name("java").value(jvm.java());
    json.name("pid").value(jvm.pid());
    json.name("startedAt").value(profile.startedAt().toString());
    seconds(json, "uptimeSeconds", profile.uptimeNanos());
    seconds(json, "windowSeconds", profile.windowNanos());
    ratio(json, "flagRatio", profile.flagRatio());
    json.name("windowEnds").beginArray();
    for (Instant end : profile.windowEnds()) {
      json.value(end.toString());
    }
    json.endArray();
    List<LockSnapshot> locks = new ArrayList<>(profile.locks());
    locks.sort(Comparator.comparingLong(LockSnapshot::waitNanos).reversed());
    json.name("locks").beginArray();
    for (LockSnapshot lock : locks) {
      writeLock(json, lock);
    }
    json.endArray();
    writeCoverage(json, coverage);
    json.name("dropped").beginObject();
    for (Map.Entry<String, Long> reason : profile.dropped().entrySet()) {
      json.name(reason.getKey()).value(reason.getValue());
    }
    json.endObject().endObject();
    json.flush();
    out.write('\n');
  }

  private static void writeLock(JsonWriter json, LockSnapshot lock) throws IOException {
    json.beginObject();
    json.name("lock").value(lock.lock());
    json.name("kind").value(lock.kind());
    json.name("class").value(lock.lockClass());
    json.name("instances").value(lock.instances());
    json.name("acquisitions").value(lock.acquisitions());
    json.name("contended").value(lock.contended());
    json.name("abandoned").value(lock.abandoned());
    seconds(json, "waitSeconds", lock.waitNanos());
    seconds(json, "waitMaxSeconds", lock.waitMaxNanos());
    seconds(json, "holdSeconds", lock.holdNanos());
    seconds(json, "executionSeconds", lock.executionNanos());
    ratio(json, "waitRatio", lock.waitRatio());
    ratio(json, "waitRatioPeak", lock.waitRatioPeak());
    json.name("flagged").value(lock.flagged());
    json.name("everFlagged").value(lock.everFlagged());
    json.name("sites").beginArray();
    for (SiteSnapshot site : lock.sites()) {
      json.beginObject();
      json.name("site").value(site.site());
      json.name("contended").value(site.contended());
      seconds(json, "waitSeconds", site.waitNanos());
      writeCallers(json, site.callers());
      json.endObject();
    }
    json.endArray();
    json.name("holders").beginArray();
    for (HolderSnapshot holder : lock.holders()) {
      json.beginObject();
      json.name("site").value(holder.site());
      json.name("thread").value(holder.thread());
      seconds(json, "waitSeconds", holder.waitNanos());
      writeCallers(json, holder.callers());
      json.endObject();
    }
    json.endArray();
    writeHistory(json, lock);
    json.endObject();
  }

  private static void writeCallers(JsonWriter json, List<CallerSnapshot> callers)
      throws IOException {
    if (callers.isEmpty()) {
      return;
    }
    json.name("callers").beginArray();
    for (CallerSnapshot caller : callers) {
      json.beginObject();
      json.name("site").value(caller.site());
      seconds(json, "waitSeconds", caller.waitNanos());
      writeCallers(json, caller.callers());
      json.endObject();
    }
    json.endArray();
  }

  private static void writeHistory(JsonWriter json, LockSnapshot lock) throws IOException {
    json.name("waiters").value(lock.waiters());
    ratio(json, "waitRatioWindow", lock.waitRatioWindow());
    Instant since = lock.history().flaggedSince();
    if (since != null) {
      json.name("flaggedSince").value(since.toString());
    }
    // In one line: this is one figure, drawn.
    StringJoiner ratios = new StringJoiner(",", "[", "]");
    for (double ratio : lock.history().ratios()) {
      ratios.add(plain(BigDecimal.valueOf(ratio).setScale(RATIO_DIGITS, RoundingMode.HALF_UP)));
    }
    json.name("windowRatios").jsonValue(ratios.toString());
  }

  private static void writeCoverage(JsonWriter json, Coverage.State coverage) throws IOException {
    json.name("coverage").beginObject();
    json.name("monitors").value(coverage.monitors());
    json.name("classesRewritten").value(coverage.classesRewritten());
    json.name("classesSkipped").beginArray();
    for (Coverage.SkippedClass skipped : coverage.classesSkipped()) {
      json.beginObject();
      json.name("class").value(skipped.className());
      json.name("reason").value(skipped.reason());
      json.endObject();
    }
    json.endArray();
    json.name("locks").beginArray();
    for (String lock : coverage.locks()) {
      json.value(lock);
    }
    json.endArray();
    json.name("selfTest").value(coverage.selfTest());
    json.endObject();
  }

  private static void seconds(JsonWriter json, String name, long nanos) throws IOException {
    number(json, name, BigDecimal.valueOf(nanos, DIGITS));
  }

  private static void ratio(JsonWriter json, String name, double ratio) throws IOException {
    number(json, name, BigDecimal.valueOf(ratio).setScale(DIGITS, RoundingMode.HALF_UP));
  }

  private static void number(JsonWriter json, String name, BigDecimal number) throws IOException {
    json.name(name).jsonValue(plain(number));
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
