package io.lockmeter.engine.logging;

import io.lockmeter.engine.config.Config.LogLevel;
import java.lang.reflect.Field;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Sets up the agent's own log. */
public final class Logging {

  private static final int OFF = Integer.MAX_VALUE;

  private static volatile int threshold = Level.INFO.toInt();

  private Logging() {}

  /** Makes loggers write what is at least {@code level}. Comes before the first logger is made. */
  public static void start(LogLevel level) {
    threshold = level == LogLevel.OFF ? OFF : Level.valueOf(level.name()).toInt();
    try {
      bind(new AgentLogProvider());
    } catch (ReflectiveOperationException e) {
      // SLF4J then finds the same provider by its service file.
      LoggerFactory.getLogger(Logging.class).debug("SLF4J could not be bound directly", e);
    }
  }

  /**
   * Does what SLF4J does when it has found a provider. Its own search obeys the system properties
   * {@code slf4j.provider} and {@code slf4j.internal.verbosity}, which are meant for the
   * application's SLF4J: ours would print a stack trace for a class that it cannot see. Clearing
   * them for a moment would be seen by the application's threads.
   */
  private static void bind(AgentLogProvider provider) throws ReflectiveOperationException {
    provider.initialize();
    Field state = field("INITIALIZATION_STATE");
    int successful = field("SUCCESSFUL_INITIALIZATION").getInt(null);
    field("PROVIDER").set(null, provider);
    state.setInt(null, successful);
  }

  private static Field field(String name) throws ReflectiveOperationException {
    Field field = LoggerFactory.class.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  static boolean enabled(Level level) {
    return level.toInt() >= threshold;
  }
}
