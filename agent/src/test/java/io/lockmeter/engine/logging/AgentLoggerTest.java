package io.lockmeter.engine.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.engine.config.Config.LogLevel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class AgentLoggerTest {

  private final Logger own = new AgentLogger("io.lockmeter.engine.Something");
  private final Logger library = new AgentLogger("io.micrometer.core.Something");

  @AfterEach
  void restore() {
    Logging.start(LogLevel.INFO);
  }

  @Test
  void theLevelHoldsForTheAgentsOwnLoggers() {
    Logging.start(LogLevel.DEBUG);

    assertThat(own.isDebugEnabled()).isTrue();
    assertThat(own.isTraceEnabled()).isFalse();
  }

  @Test
  void librariesSpeakUpToWarnOnly() {
    Logging.start(LogLevel.TRACE);

    assertThat(library.isInfoEnabled()).isFalse();
    assertThat(library.isWarnEnabled()).isTrue();

    Logging.start(LogLevel.ERROR);

    assertThat(library.isWarnEnabled()).isFalse();
    assertThat(library.isErrorEnabled()).isTrue();
  }

  @Test
  void offSilencesErrorsToo() {
    Logging.start(LogLevel.OFF);

    assertThat(own.isErrorEnabled()).isFalse();
  }

  @Test
  void startBindsSlf4j() {
    Logging.start(LogLevel.INFO);

    assertThat(LoggerFactory.getILoggerFactory()).isInstanceOf(AgentLogProvider.class);
    assertThat(LoggerFactory.getLogger("a")).isSameAs(LoggerFactory.getLogger("a"));
  }
}
