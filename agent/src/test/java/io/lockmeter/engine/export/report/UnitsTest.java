package io.lockmeter.engine.export.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "1, 1 ns",
    "999, 999 ns",
    "1000, 1.0 us",
    "8149, 8.1 us",
    "99949, 99.9 us",
    "99951, 100 us",
    "999600, 1.0 ms",
    "120000000, 120 ms",
    "999999999, 1.0 s",
    "99900000000, 99.9 s",
    "100000000000, 1.7 min",
    "5940000000000, 99.0 min",
    "6000000000000, 1.7 h",
    "360000000000000, 4.2 d",
    "9223372036854775807, '106,752 d'"
  })
  void durations(long nanos, String written) {
    assertThat(Units.duration(nanos)).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({"10000000000, 10 s", "500000000, 500 ms", "90000000000, 90 s", "1500000000, 1.5 s"})
  void durationsThatWereConfigured(long nanos, String written) {
    assertThat(Units.wholeDuration(nanos)).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "999, 999",
    "1000, '1,000'",
    "-1234, '-1,234'",
    "-123, -123",
    "9223372036854775807, '9,223,372,036,854,775,807'"
  })
  void counts(long number, String written) {
    assertThat(Units.count(number)).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({
    "9999999, '9,999,999'",
    "10000000, 10.0 M",
    "999960000, '1,000 M'",
    "1000000000, 1.0 G",
    "9223372036854775807, '9,223,372,037 G'"
  })
  void countsInColumns(long number, String written) {
    assertThat(Units.shortCount(number)).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 %",
    "0.0000001, <0.1 %",
    "0.00051, 0.1 %",
    "0.0421, 4.2 %",
    "0.09949, 9.9 %",
    "0.09951, 10 %",
    "0.434, 43 %",
    "1, 100 %"
  })
  void percentages(double ratio, String written) {
    assertThat(Units.percent(ratio)).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({"0.1, 10 %", "0.125, 12.5 %", "1, 100 %", "0.001, 0.1 %"})
  void percentagesThatWereConfigured(double ratio, String written) {
    assertThat(Units.exactPercent(ratio)).isEqualTo(written);
  }
}
