package io.lockmeter.engine.config;

import io.lockmeter.engine.config.Config.Locks;
import io.lockmeter.engine.config.Config.LogLevel;
import io.lockmeter.engine.config.Config.Metrics;
import io.lockmeter.engine.config.Config.Monitors;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns what stands in the agent arguments, in system properties, in the environment and in a file
 * into a {@link Config}. Where an option is given in several places the first of these wins.
 */
public final class ConfigParser {

  private static final Duration MIN_WINDOW = Duration.ofMillis(100);
  private static final Duration MAX_WINDOW = Duration.ofHours(1);

  /** A file of something else than options has a problem on each line. */
  private static final int MAX_PROBLEMS = 20;

  static final String NONE = "none";

  private final Settings settings = new Settings();
  private final Values values = new Values(settings);

  private ConfigParser() {}

  /**
   * Reads all options. Never throws; all that is wrong is in the result at once. With {@code
   * enabled=false} nothing else is looked at, so that switching the agent off always works.
   *
   * @param agentArguments what follows {@code =} in {@code -javaagent:lockmeter-agent.jar=}
   */
  public static ParsedConfig parse(
      @Nullable String agentArguments,
      Properties systemProperties,
      Map<String, String> environment) {
    ConfigParser parser = new ConfigParser();
    if (agentArguments != null) {
      parser.settings.addArguments(agentArguments);
    }
    parser.settings.addProperties(systemProperties);
    parser.settings.addEnvironment(environment);
    Setting file = parser.settings.get(OptionKeys.CONFIG);
    if (file != null && !parser.disabled()) {
      parser.settings.addFile(file);
    }
    if (parser.disabled()) {
      return new ParsedConfig(defaults(false), Collections.<String>emptyList());
    }
    Config config = parser.config(true);
    List<String> problems = firstOf(parser.settings.problems());
    return new ParsedConfig(problems.isEmpty() ? config : null, problems);
  }

  private static List<String> firstOf(List<String> problems) {
    if (problems.size() <= MAX_PROBLEMS) {
      return List.copyOf(problems);
    }
    List<String> first = new ArrayList<>(problems.subList(0, MAX_PROBLEMS));
    first.add((problems.size() - MAX_PROBLEMS) + " further options cannot be used");
    return List.copyOf(first);
  }

  private static Config defaults(boolean enabled) {
    return new ConfigParser().config(enabled);
  }

  private boolean disabled() {
    Setting enabled = settings.get("enabled");
    return enabled != null && Values.isFalse(enabled.value());
  }

  private Config config(boolean enabled) {
    return new Config(
        values.flag("enabled", enabled),
        new HttpOptions(settings, values).read(),
        values.duration(
            "window",
            Duration.ofSeconds(10),
            MIN_WINDOW,
            MAX_WINDOW,
            "100ms to 1h, as in 10s, 500ms or 1m"),
        values.ratio("flag.ratio", 0.10),
        locks(),
        values.choice("monitors", Monitors.REWRITE, Monitors.class),
        values.flag("jdk.monitors", true),
        values.prefixes("include"),
        values.prefixes("exclude"),
        sampleAcquisitions(),
        values.flag("jfr", true),
        values.choice("metrics", Metrics.AGENT, Metrics.class),
        values.integer("max.locks", 100, 1, 10_000, "1 to 10000"),
        report(),
        values.choice("log", LogLevel.INFO, LogLevel.class));
  }

  private Set<Locks> locks() {
    List<String> names = values.items("locks");
    if (names == null) {
      return Collections.unmodifiableSet(EnumSet.allOf(Locks.class));
    }
    Set<Locks> locks = EnumSet.noneOf(Locks.class);
    if (names.size() == 1 && names.get(0).equalsIgnoreCase(NONE)) {
      return Collections.unmodifiableSet(locks);
    }
    for (String name : names) {
      Locks family = Values.constant(name, Locks.class);
      if (family == null) {
        locks.clear();
        break;
      }
      locks.add(family);
    }
    if (locks.isEmpty()) {
      values.reject(
          "locks", "allowed are one or more of " + Values.names(Locks.class) + ", or none");
    }
    return Collections.unmodifiableSet(locks);
  }

  private boolean sampleAcquisitions() {
    Setting mode = settings.get("acquisitions");
    if (mode == null || mode.value().equalsIgnoreCase("sampled")) {
      return true;
    }
    if (!mode.value().equalsIgnoreCase("off")) {
      values.reject(mode, "allowed are sampled and off");
    }
    return false;
  }

  private @Nullable File report() {
    Setting report = settings.get("report");
    if (report == null || report.value().equalsIgnoreCase(NONE)) {
      return null;
    }
    String name = report.value().toLowerCase(Locale.ROOT);
    if (!name.endsWith(".txt") && !name.endsWith(".json") && !name.endsWith(".html")) {
      values.reject(report, "allowed are file names that end in .txt, .json or .html");
    }
    return new File(report.value());
  }
}
