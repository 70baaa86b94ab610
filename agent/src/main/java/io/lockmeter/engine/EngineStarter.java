package io.lockmeter.engine;

import io.lockmeter.bootstrap.EngineLoader;
import io.lockmeter.engine.config.Config;
import io.lockmeter.engine.config.Config.LogLevel;
import io.lockmeter.engine.config.ConfigParser;
import io.lockmeter.engine.config.ParsedConfig;
import io.lockmeter.engine.config.Version;
import io.lockmeter.engine.logging.Logging;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires the engine together. Called reflectively, once in a JVM. */
public final class EngineStarter {

  private EngineStarter() {}

  /**
   * Starts the profiler, or logs why it does not.
   *
   * @param arguments options given to the agent, or null
   */
  public static void start(@Nullable String arguments, Instrumentation instrumentation) {
    ParsedConfig parsed = ConfigParser.parse(arguments, System.getProperties(), System.getenv());
    Config config = parsed.config();
    Logging.start(config == null ? LogLevel.INFO : config.log());
    // Not a constant: SLF4J must not be touched before Logging.start.
    Logger log = LoggerFactory.getLogger(EngineStarter.class);
    if (config == null) {
      reportProblems(log, parsed.problems());
      return;
    }
    if (!config.enabled()) {
      return;
    }
    if (LaunchCheck.jdkTool(System.getProperty("jdk.module.main"))) {
      log.debug("nothing is profiled: the program is one of the JDK's own tools");
      return;
    }
    File jar = ((EngineLoader) EngineStarter.class.getClassLoader()).file();
    new Engine(config, instrumentation).start(jar, Version.of(jar));
  }

  private static void reportProblems(Logger log, List<String> problems) {
    for (String problem : problems) {
      log.error("{}; the application runs unprofiled", problem);
    }
  }
}
