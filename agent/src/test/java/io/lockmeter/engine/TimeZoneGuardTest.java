package io.lockmeter.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimeZoneGuardTest {

  private final String property = System.getProperty("user.timezone");

  @BeforeEach
  void unsettle() {
    System.clearProperty("user.timezone");
    TimeZone.setDefault(null);
  }

  @AfterEach
  void restore() {
    if (property == null) {
      System.clearProperty("user.timezone");
    } else {
      System.setProperty("user.timezone", property);
    }
    TimeZone.setDefault(null);
  }

  @Test
  void zoneSetByPropertyAfterwards_isHeard() {
    TimeZoneGuard.run(TimeZone::getDefault);
    System.setProperty("user.timezone", "Asia/Tokyo");
    assertThat(TimeZone.getDefault().getID()).isEqualTo("Asia/Tokyo");
  }

  @Test
  void zoneSetByPropertyMeanwhile_isHeard() {
    TimeZoneGuard.run(() -> System.setProperty("user.timezone", "Asia/Tokyo"));
    assertThat(TimeZone.getDefault().getID()).isEqualTo("Asia/Tokyo");
  }

  @Test
  void zoneSetByTheApplicationMeanwhile_stays() {
    TimeZoneGuard.run(() -> TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo")));
    assertThat(TimeZone.getDefault().getID()).isEqualTo("Asia/Tokyo");
  }
}
