package io.lockmeter.engine.export.report;

import io.lockmeter.engine.analyze.LockSnapshot;
import io.lockmeter.engine.analyze.ProfileSnapshot;
import io.lockmeter.engine.instrument.Coverage;
import java.io.IOException;
import java.io.Writer;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The report for people: the verdict, the locks that were flagged in full, the rest in a line each,
 * and what was measured at all. Under 100 columns; the name of a flagged lock is never cut.
 */
public final class TextReport implements ReportFormat {

  /** What leaves totals incomplete, unlike all else that may be dropped. */
  private static final Set<String> TOTALS = Set.of("hook_failed", "participation_full");

  private static final int LABEL = 15;
  private static final int NAMED = 5;

  private final RunningJvm jvm;

  public TextReport(RunningJvm jvm) {
    this.jvm = jvm;
  }

  @Override
  public void write(ProfileSnapshot profile, Coverage.State coverage, Writer out)
      throws IOException {
    List<LockSnapshot> flagged = new ArrayList<>();
    List<LockSnapshot> others = new ArrayList<>();
    for (LockSnapshot lock : profile.locks()) {
      (lock.flagged() || lock.everFlagged() ? flagged : others).add(lock);
    }
    Comparator<LockSnapshot> mostWaitFirst =
        Comparator.comparingLong(LockSnapshot::waitNanos).reversed();
    flagged.sort(mostWaitFirst);
    others.sort(mostWaitFirst);
    TextLines lines = new TextLines(out);
    writeHeader(lines, profile);
    writeVerdict(lines, profile, flagged, others);
    FlaggedLockBlock block = new FlaggedLockBlock(lines);
    for (LockSnapshot lock : flagged) {
      block.write(lock);
    }
    lines.blank();
    if (!flagged.isEmpty()) {
      lines.rule();
    }
    new LockTable(lines).write(flagged.isEmpty() ? "Locks" : "Other locks", others);
    writeCoverage(lines, coverage);
    writeDropped(lines, profile.dropped());
    writeLegend(lines);
  }

  private void writeHeader(TextLines lines, ProfileSnapshot profile) throws IOException {
    String start = profile.startedAt().truncatedTo(ChronoUnit.SECONDS).toString();
    long windows = profile.uptimeNanos() / Math.max(1, profile.windowNanos());
    lines.wrapped(
        "",
        "Lockmeter "
            + jvm.agent()
            + " on "
            + jvm.vm()
            + " "
            + jvm.java()
            + ", process "
            + jvm.pid());
    lines.wrapped(
        "",
        Units.wholeDuration(profile.uptimeNanos())
            + " from "
            + start.replace('T', ' ')
            + ", "
            + Units.count(windows, "window", "windows")
            + " of "
            + Units.wholeDuration(profile.windowNanos())
            + ", limit "
            + Units.exactPercent(profile.flagRatio()));
    lines.blank();
  }

  private static void writeVerdict(
      TextLines lines,
      ProfileSnapshot profile,
      List<LockSnapshot> flagged,
      List<LockSnapshot> others)
      throws IOException {
    if (flagged.isEmpty()) {
      lines.wrapped("", "No lock flagged: " + mostWaitedFor(profile, others));
      return;
    }
    StringBuilder verdict = new StringBuilder();
    verdict.append(Units.count(flagged.size(), "lock flagged: ", "locks flagged: "));
    for (int i = 0; i < Math.min(NAMED, flagged.size()); i++) {
      LockSnapshot lock = flagged.get(i);
      verdict.append(i == 0 ? "" : ", ").append(lock.lock());
      verdict.append(lock.flagged() ? "" : " (cleared since)");
    }
    int more = flagged.size() - NAMED;
    lines.wrapped("", verdict + (more > 0 ? " and " + Units.count(more) + " more" : ""));
  }

  private static String mostWaitedFor(ProfileSnapshot profile, List<LockSnapshot> locks) {
    if (locks.isEmpty() || locks.get(0).contended() == 0) {
      return "no thread waited for a lock that was timed.";
    }
    LockSnapshot most = locks.get(0);
    String verdict =
        "threads waited most for "
            + most.lock()
            + ", "
            + Units.percent(most.waitRatio())
            + " of their time.";
    if (profile.uptimeNanos() < 2 * profile.windowNanos()) {
      return verdict + " The run was shorter than the two windows that a flag takes.";
    }
    return most.waitRatio() <= profile.flagRatio()
        ? verdict
        : verdict + " It never had two windows in a row over the limit and busy enough to matter.";
  }

  private static void writeCoverage(TextLines lines, Coverage.State coverage) throws IOException {
    lines.blank();
    lines.wrapped("", "Coverage");
    label(
        lines,
        "locks",
        coverage.locks().isEmpty()
            ? "none of java.util.concurrent"
            : String.join(", ", coverage.locks()));
    int skipped = coverage.skippedCount();
    label(
        lines,
        "monitors",
        coverage.monitors()
            + "; "
            + Units.count(coverage.classesRewritten(), "class", "classes")
            + " rewritten"
            + (skipped == 0 ? "" : ", " + Units.count(skipped) + " not, or not all of it")
            + (coverage.classesSkipped().isEmpty() ? "" : ":"));
    for (String reason : SkippedReasons.lines(coverage.classesSkipped())) {
      label(lines, "", reason);
    }
    label(lines, "self-test", coverage.selfTest());
  }

  private static void writeDropped(TextLines lines, Map<String, Long> dropped) throws IOException {
    StringBuilder reasons = new StringBuilder();
    for (Map.Entry<String, Long> reason : dropped.entrySet()) {
      if (reason.getValue() > 0) {
        reasons.append(reasons.length() == 0 ? "" : ", ");
        reasons.append(reason.getKey()).append(' ').append(Units.count(reason.getValue()));
      }
    }
    if (reasons.length() > 0) {
      boolean details = TOTALS.stream().allMatch(reason -> dropped.getOrDefault(reason, 0L) == 0);
      label(lines, "dropped", reasons + (details ? " (details only: no totals)" : ""));
    }
  }

  private static void writeLegend(TextLines lines) throws IOException {
    lines.blank();
    lines.wrapped(
        "",
        "Wait ratio: the share of their time, idle time left out, that the threads using a lock"
            + " spent waiting for it.");
  }

  private static void label(TextLines lines, String label, String text) throws IOException {
    lines.wrapped(TextLines.padRight("  " + label, LABEL), text);
  }
}
