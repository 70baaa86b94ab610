package io.lockmeter.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

  @Test
  void parse_nothing_isCoarse() {
    assertThat(Options.parse()).isEqualTo(new Options(false, 30, 8, 0, false));
  }

  @Test
  void parse_everything() {
    assertThat(
            Options.parse("--locking=fine", "--seconds=5", "--clients=2", "--port=8080", "--help"))
        .isEqualTo(new Options(true, 5, 2, 8080, true));
  }

  @ParameterizedTest
  @CsvSource({
    "--locking=big, --locking must be coarse or fine",
    "--locking, --locking must be coarse or fine",
    "--seconds=0, --seconds must be a number from 1 to 3600",
    "--clients=many, --clients must be a number from 1 to 256",
    "--clients, --clients must be a number from 1 to 256",
    "--port=65536, --port must be a number from 0 to 65535",
    "--colour=red, unknown option --colour",
    "fine, unknown option fine",
  })
  void parse_badOption_isNamed(String argument, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.parse(argument))
        .withMessageStartingWith(message);
  }
}
