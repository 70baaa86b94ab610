package io.lockmeter.engine;

import io.lockmeter.bootstrap.AttachPoint;
import io.lockmeter.bootstrap.EngineLoader;
import io.lockmeter.engine.attach.Answer;
import io.lockmeter.engine.attach.Request;
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

/** Wires the engine together. Called reflectively, once for each engine. */
public final class EngineStarter {

  private EngineStarter() {}

  /**
   * Starts the profiler before the application, or logs why it does not.
   *
   * @param arguments options given to the agent, or null
   */
  public static void start(@Nullable String arguments, Instrumentation instrumentation) {
    Config config = config(arguments).config();
    if (config == null || !config.enabled()) {
      return;
    }
    if (LaunchCheck.jdkTool(System.getProperty("jdk.module.main"))) {
      LoggerFactory.getLogger(EngineStarter.class)
          .debug("nothing is profiled: the program is one of the JDK's own tools");
      return;
    }
    start(config, instrumentation, false);
  }

  /**
   * Starts the profiler in an application that runs already, and answers the attach.
   *
   * @param arguments a {@link Request}, or options
   */
  public static void attach(@Nullable String arguments, Instrumentation instrumentation) {
    Request request = Request.parse(arguments);
    Answer answer;
    try {
      answer = attach(request, instrumentation);
    } catch (Throwable e) {
      LoggerFactory.getLogger(EngineStarter.class)
          .error("could not start; the application runs unprofiled", e);
      answer = new Answer(request.id(), false, "the agent could not start: " + e);
    }
    if (!answer.done()) {
      Commands.closeLoader();
    }
    Commands.give(request, answer);
  }

  private static Answer attach(Request request, Instrumentation instrumentation) {
    if (!request.command().equals(Request.ATTACH)) {
      Logging.start(LogLevel.INFO);
      return new Answer(request.id(), false, "no agent is running there");
    }
    ParsedConfig parsed = config(request.argument());
    Config config = parsed.config();
    if (config == null) {
      return new Answer(request.id(), false, String.join("; ", parsed.problems()));
    }
    if (!config.enabled()) {
      return new Answer(request.id(), false, "enabled=false is set there, so nothing is profiled");
    }
    return new Answer(request.id(), true, start(config, instrumentation, true).attached());
  }

  private static ParsedConfig config(@Nullable String arguments) {
    ParsedConfig parsed = ConfigParser.parse(arguments, System.getProperties(), System.getenv());
    Config config = parsed.config();
    Logging.start(config == null ? LogLevel.INFO : config.log());
    if (config == null) {
      // Not a constant: SLF4J must not be touched before Logging.start.
      reportProblems(LoggerFactory.getLogger(EngineStarter.class), parsed.problems());
    }
    return parsed;
  }

  private static Engine start(Config config, Instrumentation instrumentation, boolean late) {
    File jar = ((EngineLoader) EngineStarter.class.getClassLoader()).file();
    String version = Version.of(jar);
    Engine engine = new Engine(config, instrumentation, version, late);
    Commands commands = new Commands(engine);
    AttachPoint.claim(commands);
    try {
      engine.start(jar);
    } catch (RuntimeException | Error e) {
      AttachPoint.release(commands);
      engine.close();
      throw e;
    }
    return engine;
  }

  private static void reportProblems(Logger log, List<String> problems) {
    for (String problem : problems) {
      log.error("{}; the application runs unprofiled", problem);
    }
  }
}
