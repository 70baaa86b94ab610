package io.lockmeter.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs {@link UncontendedLocks} without and with the agent, each in JVMs of their own, and prints
 * what the agent costs as a ratio.
 *
 * <p>The two take turns, so that a machine that slows down on the way slows down both, and the
 * table gives the median of the rounds.
 */
public final class AgentCost {

  // Long enough, with its repetitions, for the agent to have woven its hooks and for their code to
  // be compiled.
  private static final TimeValue WARM_UP = TimeValue.seconds(1);

  private AgentCost() {}

  /** The command line; see {@code --help}. */
  public static void main(String[] arguments) throws Exception {
    CostOptions options;
    try {
      options = CostOptions.parse(List.of(arguments));
    } catch (IllegalArgumentException e) {
      System.err.println("benchmarks: " + e.getMessage());
      System.exit(2);
      return;
    }
    if (options.help()) {
      System.out.print(CostOptions.USAGE);
      return;
    }
    Map<String, List<Double>> without = new TreeMap<>();
    Map<String, List<Double>> with = new TreeMap<>();
    for (int round = 1; round <= options.rounds(); round++) {
      System.err.println("round " + round + " of " + options.rounds());
      measure(options, null, without);
      measure(options, options.agent(), with);
    }
    System.out.print(CostTable.of(without, with));
  }

  /** Adds nanoseconds per acquire and release to {@code figures}, by the benchmark's name. */
  private static void measure(
      CostOptions options, @Nullable Path agent, Map<String, List<Double>> figures)
      throws RunnerException {
    ChainedOptionsBuilder jmh =
        new OptionsBuilder()
            .include("\\." + UncontendedLocks.class.getSimpleName() + "\\..*" + options.filter())
            .forks(1)
            .warmupIterations(options.iterations())
            .warmupTime(WARM_UP)
            .measurementIterations(options.iterations())
            .measurementTime(TimeValue.milliseconds(options.iterationMillis()))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    if (agent != null) {
      jmh.jvmArgsAppend(
          "-D" + UncontendedLocks.AGENT_EXPECTED + "=true",
          "-javaagent:" + agent + "=" + options.agentOptions());
    }
    for (RunResult result : new Runner(jmh.build()).run()) {
      String label = result.getPrimaryResult().getLabel();
      figures
          .computeIfAbsent(label, name -> new ArrayList<>())
          .add(result.getPrimaryResult().getScore());
    }
  }
}
