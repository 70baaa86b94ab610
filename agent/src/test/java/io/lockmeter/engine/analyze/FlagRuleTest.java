package io.lockmeter.engine.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlagRuleTest {

  private final FlagRule rule = new FlagRule(0.10);

  @Test
  void flagged_afterTwoHotWindowsInARow() {
    assertThat(rule.window(0.5, 100, 1)).isFalse();
    assertThat(rule.flagged()).isFalse();
    assertThat(rule.window(0.5, 100, 1)).isTrue();
    assertThat(rule.flagged()).isTrue();
    assertThat(rule.window(0.5, 100, 1)).as("flagged already").isFalse();
  }

  @Test
  void notFlagged_whenHotWindowsDoNotFollowEachOther() {
    rule.window(0.5, 100, 1);
    rule.window(0.05, 100, 1);
    rule.window(0.5, 100, 1);
    assertThat(rule.flagged()).isFalse();
    assertThat(rule.everFlagged()).isFalse();
  }

  @Test
  void notFlagged_atTheLimitOrWithTooLittleContention() {
    for (int i = 0; i < 5; i++) {
      rule.window(0.10, 100, 1);
      rule.window(0.9, 19, 1);
      rule.window(0.9, 100, 0.049);
    }
    assertThat(rule.flagged()).isFalse();
  }

  @Test
  void cleared_afterThreeWindowsWellUnderTheLimit() {
    rule.window(0.5, 100, 1);
    rule.window(0.5, 100, 1);
    assertThat(rule.window(0.07, 100, 1)).isFalse();
    assertThat(rule.window(0.09, 100, 1)).as("under the limit, but not by enough").isFalse();
    rule.window(0.07, 100, 1);
    rule.window(0.0, 0, 0);
    assertThat(rule.flagged()).isTrue();
    assertThat(rule.window(0.079, 100, 1)).isTrue();
    assertThat(rule.flagged()).isFalse();
    assertThat(rule.everFlagged()).isTrue();
  }
}
