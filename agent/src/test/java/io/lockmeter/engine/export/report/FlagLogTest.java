package io.lockmeter.engine.export.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlagLogTest {

  @Test
  void aFlaggedLockIsOneLineThatSaysWhereAndWho() {
    assertThat(FlagLog.flaggedLine(Profiles.shop().locks().get(0)))
        .isEqualTo(
            "lock com.acme.shop.OrderBook.lock (reentrant) is flagged: threads spent 58 % of their"
                + " time waiting for it (12,345 waits so far, mean 8.1 ms, longest 120 ms, mostly"
                + " at com.acme.shop.OrderBook.place:57, held by"
                + " com.acme.shop.OrderBook.match:88)");
  }

  @Test
  void whatIsNotKnownIsLeftOut() {
    assertThat(FlagLog.flaggedLine(Profiles.contendedOnly("java.util.Hashtable", 50)))
        .isEqualTo(
            "lock java.util.Hashtable (monitor) is flagged: threads spent 50 % of their time"
                + " waiting for it (50 waits so far, mean 20.0 ms, longest 100 ms)");
  }

  @Test
  void aClearedLockIsOneLine() {
    assertThat(FlagLog.clearedLine(Profiles.shop().locks().get(1)))
        .isEqualTo(
            "lock com.acme.shop.PriceCache (monitor) is cleared: threads spent 0.4 % of their time"
                + " waiting for it, and 14 % in the worst window");
  }
}
