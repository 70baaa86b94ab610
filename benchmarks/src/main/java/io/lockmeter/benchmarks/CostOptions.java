package io.lockmeter.benchmarks;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * What {@link AgentCost} was asked for.
 *
 * @param filter regular expression that a benchmark's name must contain
 * @param iterationMillis length of a measured iteration in milliseconds
 */
record CostOptions(
    Path agent,
    String agentOptions,
    String filter,
    int rounds,
    int iterations,
    int iterationMillis,
    boolean help) {

  static final String USAGE =
      """
      What an uncontended lock costs without and with the agent.

        java -jar benchmarks/target/benchmarks.jar [options] [FILTER]

        FILTER             only benchmarks whose name contains this regular expression
        --quick            one short round: a first look, not a figure to quote
        --agent JAR        the agent; default agent/target/lockmeter-agent.jar of this build
        --options K=V,...  the agent's own options; default log=warn
        --help             this text
      """;

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with one line for the user if it cannot be followed
   */
  static CostOptions parse(List<String> arguments) {
    Path agent = builtAgent();
    String agentOptions = "log=warn";
    String filter = "";
    boolean quick = false;
    boolean help = false;
    for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
      String argument = rest.next();
      switch (argument) {
        case "--quick" -> quick = true;
        case "--help" -> help = true;
        case "--agent" -> agent = Path.of(value(argument, rest));
        case "--options" -> agentOptions = value(argument, rest);
        default -> {
          if (argument.startsWith("-")) {
            throw new IllegalArgumentException("unknown option " + argument + "; see --help");
          }
          filter = argument;
        }
      }
    }
    if (!help && !Files.isRegularFile(agent)) {
      throw new IllegalArgumentException(
          agent + " is not there; build it with ./mvnw -DskipTests package, or name it by --agent");
    }
    return quick
        ? new CostOptions(agent.toAbsolutePath(), agentOptions, filter, 1, 3, 500, help)
        : new CostOptions(agent.toAbsolutePath(), agentOptions, filter, 3, 5, 1000, help);
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value; see --help");
    }
    return rest.next();
  }

  private static Path builtAgent() {
    try {
      Path own =
          Path.of(AgentCost.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return own.resolve("../../../agent/target/lockmeter-agent.jar").normalize();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("cannot tell where this build is; use --agent", e);
    }
  }
}
