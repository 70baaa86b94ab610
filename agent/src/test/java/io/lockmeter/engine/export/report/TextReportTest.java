package io.lockmeter.engine.export.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.engine.analyze.LockSnapshot;
import io.lockmeter.engine.analyze.ProfileSnapshot;
import io.lockmeter.engine.instrument.Coverage;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TextReportTest {

  private static final String SECOND_LINE = "12.4 min from 2026-11-22 21:40:05Z";

  @Test
  void aShopUnderLoadReadsLikeThis() throws Exception {
    try (InputStream expected =
        Objects.requireNonNull(TextReportTest.class.getResourceAsStream("shop.txt"))) {
      assertThat(report(Profiles.shop()))
          .isEqualTo(new String(expected.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void itReadsTheSameInEveryLocale() throws Exception {
    String english = report(Profiles.shop());
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThat(report(Profiles.shop())).isEqualTo(english);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void withoutLocksItSaysSo() throws Exception {
    Coverage.State nothing = new Coverage.State("off", 0, List.of(), List.of(), "not run");

    String report = report(Profiles.profile(List.of(), Map.of()), nothing);

    assertThat(report)
        .contains("\nNo lock flagged: no thread waited for a lock that was timed.\n")
        .contains("\nLocks: none\n")
        .contains("none of java.util.concurrent\n")
        .contains("off; 0 classes rewritten\n")
        .doesNotContain("dropped");
  }

  @Test
  void whatLeavesTotalsIncomplete_isNotCalledADetail() throws Exception {
    String details = "(details only: no totals)";
    assertThat(report(Profiles.profile(List.of(), Map.of("stack_budget", 7L, "hook_failed", 0L))))
        .contains("stack_budget 7 " + details);
    assertThat(report(Profiles.profile(List.of(), Map.of("stack_budget", 7L, "hook_failed", 1L))))
        .contains("hook_failed 1, stack_budget 7")
        .doesNotContain(details);
  }

  @Test
  void withoutAFlaggedLockTheVerdictNamesTheMostWaitedFor() throws Exception {
    LockSnapshot most = Profiles.quiet("com.acme.A.lock", "reentrant", 40, 4_200_000_000L);
    LockSnapshot least = Profiles.quiet("com.acme.B.lock", "reentrant", 40, 1_000_000_000L);

    assertThat(report(Profiles.profile(List.of(least, most))))
        .contains(
            "\nNo lock flagged: threads waited most for com.acme.A.lock, 4.2 % of their time.\n");
  }

  @Test
  void overTheLimitButNotFlaggedIsExplained() throws Exception {
    LockSnapshot rare = Profiles.quiet("com.acme.A.lock", "reentrant", 2, 50_000_000_000L);

    assertThat(report(Profiles.profile(List.of(rare))).replace('\n', ' '))
        .contains(
            "com.acme.A.lock, 50 % of their time. It never had two windows in a row over the");
  }

  @Test
  void fiveHundredLocksEndInASum() throws Exception {
    List<LockSnapshot> locks = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      locks.add(Profiles.quiet("com.acme.Lock" + i + ".lock", "monitor", 10, 10_000_000L));
    }

    String report = report(Profiles.profile(locks));

    assertThat(report)
        .contains("com.acme.Lock29.lock")
        .doesNotContain("com.acme.Lock30.lock")
        .contains("\n  and 470 more locks with 4.7 s of wait; the JSON report lists each\n");
    assertThat(report.lines().count()).isLessThan(60);
  }

  @Test
  void manyFlaggedLocksDoNotFillTheVerdict() throws Exception {
    List<LockSnapshot> locks = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      locks.add(Profiles.huge("L" + i));
    }

    assertThat(report(Profiles.profile(locks)))
        .contains("\n40 locks flagged: L0, L1, L2, L3, L4 and 35 more\n");
  }

  @Test
  void hugeValuesStayUnderAHundredColumns() throws Exception {
    String name = "com.acme." + "a.very.long.package.name.".repeat(8) + "OrderBook.lock";
    LockSnapshot unflagged = Profiles.quiet(name, "stamped_write", Long.MAX_VALUE / 20, 1L << 62);

    String report = report(Profiles.profile(List.of(Profiles.huge(name), unflagged)));

    assertThat(report.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(100));
    assertThat(report).doesNotContain("\t");
  }

  @Test
  void theNameOfAFlaggedLockIsWrappedAndNeverCut() throws Exception {
    String dotted = "com.acme." + "a.very.long.package.name.".repeat(8) + "OrderBook.lock";
    String undotted = "X".repeat(250);

    String report =
        report(Profiles.profile(List.of(Profiles.huge(dotted), Profiles.huge(undotted))));

    assertThat(report.replaceAll("\n *", ""))
        .contains(dotted + "  (stamped_write)")
        .contains(undotted + "  (stamped_write)");
  }

  @Test
  void namesCannotBreakTheLayout() throws Exception {
    LockSnapshot odd = Profiles.quiet("com.acme.A\n\u001b[31m\tlock", "monitor", 5, 1_000_000);

    assertThat(report(Profiles.profile(List.of(odd)))).contains("  com.acme.A??[31m?lock ");
  }

  @Test
  void aLongNameInTheTableKeepsItsClassAndField() throws Exception {
    String name = "com.acme.warehouse.inventory.reservation.ReservationLedger.ledgerLock";

    assertThat(report(Profiles.profile(List.of(Profiles.quiet(name, "monitor", 5, 1_000_000)))))
        .contains("  c.a.w.i.reservation.ReservationLedger.ledgerLock  monitor ");
  }

  @Test
  void countsThatWereNotTakenAreNotShownAsZero() throws Exception {
    LockSnapshot seen = Profiles.contendedOnly("java.util.Hashtable", 50);

    assertThat(report(Profiles.profile(List.of(seen))))
        .contains("acquisitions  only contended ones were counted; 1 lock object\n")
        .contains("holds         not measured\n");
  }

  @Test
  void aShortRunSaysThatNothingCouldBeFlagged() throws Exception {
    ProfileSnapshot run =
        Profiles.profile(
            List.of(Profiles.quiet("com.acme.A.lock", "reentrant", 9, 50_000_000_000L)));
    ProfileSnapshot brief =
        new ProfileSnapshot(
            run.startedAt(),
            run.windowNanos(),
            run.windowNanos(),
            run.flagRatio(),
            run.locks(),
            run.histogram(),
            run.dropped());

    assertThat(report(brief).replace('\n', ' '))
        .contains("The run was shorter than the two windows that a flag takes.");
    assertThat(report(run)).contains(SECOND_LINE).doesNotContain("The run was shorter");
  }

  private static String report(ProfileSnapshot profile) throws Exception {
    return report(profile, Profiles.COVERAGE);
  }

  private static String report(ProfileSnapshot profile, Coverage.State coverage) throws Exception {
    StringWriter out = new StringWriter();
    new TextReport(Profiles.JVM).write(profile, coverage, out);
    return out.toString();
  }
}
