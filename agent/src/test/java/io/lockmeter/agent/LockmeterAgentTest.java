package io.lockmeter.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockmeterAgentTest {

  @ParameterizedTest
  @CsvSource({
    "OpenJDK 64-Bit Server VM, true",
    "OpenJDK 64-Bit Zero VM, true",
    "Java HotSpot(TM) 64-Bit Server VM, true",
    "Eclipse OpenJ9 VM, false",
    "IBM J9 VM, false",
    "Zing 64-Bit Tiered VM, false",
    "Substrate VM, false",
    "'', false"
  })
  void startsOnlyWhereLocksAreKeptAsHotSpotDoes(String vmName, boolean supported) {
    assertThat(LockmeterAgent.supported(vmName)).isEqualTo(supported);
  }
}
