package io.lockmeter.benchmarks.agent;

import io.lockmeter.benchmarks.harness.AgentOption;
import io.lockmeter.benchmarks.harness.Jmh;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Runs {@link UncontendedLocks} without and with the agent, each in JVMs of their own, and prints
 * what the agent costs as a ratio.
 *
 * <p>The two take turns, so that a machine that slows down on the way slows down both, and the
 * table gives the median of the rounds.
 */
@Command(
    name = "agent",
    mixinStandardHelpOptions = true,
    description = "What an uncontended lock costs without and with the agent.")
public final class AgentCost implements Callable<Integer> {

  // Long enough, with its repetitions, for the agent to have woven its hooks and for their code to
  // be compiled.
  private static final TimeValue WARM_UP = TimeValue.seconds(1);

  @Option(names = "--quick", description = "One short round: a first look, not a figure to quote.")
  private boolean quick;

  @Mixin private AgentOption agent = new AgentOption();

  @Option(
      names = "--options",
      paramLabel = "K=V,...",
      description = "The agent's own options (default: ${DEFAULT-VALUE}).")
  private String agentOptions = "log=warn";

  @Parameters(
      arity = "0..1",
      paramLabel = "FILTER",
      description = "Only benchmarks whose name contains this regular expression.")
  private String filter = "";

  @Override
  public Integer call() throws RunnerException {
    Path jar = agent.jar();
    Map<String, List<CostTable.Cost>> without = new TreeMap<>();
    Map<String, List<CostTable.Cost>> with = new TreeMap<>();
    int rounds = quick ? 1 : 3;
    for (int round = 1; round <= rounds; round++) {
      System.err.println("round " + round + " of " + rounds);
      measure(null, without);
      measure(jar, with);
    }
    System.out.print(CostTable.of(without, with));
    return 0;
  }

  /** Adds the cost of one operation to {@code figures}, by the benchmark's name. */
  private void measure(@Nullable Path jar, Map<String, List<CostTable.Cost>> figures)
      throws RunnerException {
    int iterations = quick ? 3 : 5;
    ChainedOptionsBuilder jmh =
        Jmh.options()
            .include("\\." + UncontendedLocks.class.getSimpleName() + "\\..*" + filter)
            .warmupIterations(iterations)
            .warmupTime(WARM_UP)
            .measurementIterations(iterations)
            .measurementTime(TimeValue.milliseconds(quick ? 500 : 1000));
    if (jar != null) {
      jmh.jvmArgsAppend(
          "-D" + AgentPresence.EXPECTED + "=true", "-javaagent:" + jar + "=" + agentOptions);
    }
    for (RunResult result : new Runner(jmh.build()).run()) {
      String label = result.getPrimaryResult().getLabel();
      figures
          .computeIfAbsent(label, name -> new ArrayList<>())
          .add(
              new CostTable.Cost(
                  result.getPrimaryResult().getScore(), Allocated.perOperation(result)));
    }
  }
}
