package io.lockmeter.engine.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfilerTest {

  @ParameterizedTest
  @CsvSource({
    "on time,                                  1000, 1000, 1100",
    "a little late: the next ends on time,     1000, 1050, 1100",
    "so late that too little would be left,    1000, 1060, 1110",
    "several windows late: none is made up for, 1000, 1730, 1780",
    "across the clock's overflow, 9223372036854775800, -9223372036854775806, -9223372036854775716"
  })
  void windowsEndOnTime_andNeverRightAfterEachOther(String name, long end, long now, long next) {
    assertThat(Profiler.nextEnd(end, now, 100)).isEqualTo(next);
  }
}
