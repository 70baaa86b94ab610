package io.lockmeter.engine.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class LogLineTest {

  @Test
  void aLineHasTimeLevelAndMessage() {
    assertThat(line("2026-11-22T21:40:05.987Z", "message", null))
        .isEqualTo("[lockmeter] 2026-11-22 21:40:05Z WARN message");
  }

  @Test
  void midnightHasItsSeconds() {
    assertThat(line("2026-01-02T00:00:00Z", "message", null))
        .isEqualTo("[lockmeter] 2026-01-02 00:00:00Z WARN message");
  }

  @Test
  void aCauseAndItsRootAreOnTheSameLine() {
    Throwable cause = new IllegalStateException("outer", new IOException("disk\nfull"));

    assertThat(line("2026-11-22T21:40:05Z", "message", cause))
        .isEqualTo(
            "[lockmeter] 2026-11-22 21:40:05Z WARN message: java.lang.IllegalStateException: outer"
                + " (caused by java.io.IOException: disk full)");
  }

  @Test
  void aCauseThatCausesItselfEnds() {
    IllegalStateException first = new IllegalStateException("first");
    IllegalStateException second = new IllegalStateException("second", first);
    first.initCause(second);

    assertThat(line("2026-11-22T21:40:05Z", "message", first)).doesNotContain("\n");
  }

  private static String line(String time, String message, @Nullable Throwable cause) {
    return LogLine.format(Instant.parse(time).toEpochMilli(), Level.WARN, message, cause);
  }
}
