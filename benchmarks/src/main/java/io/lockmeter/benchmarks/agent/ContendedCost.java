package io.lockmeter.benchmarks.agent;

import io.lockmeter.benchmarks.harness.AgentOption;
import io.lockmeter.benchmarks.harness.ChildJvm;
import io.lockmeter.benchmarks.harness.Jmh;
import io.lockmeter.benchmarks.harness.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
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
 * Runs {@link ContendedLocks} without a tool, with the agent, and with its peers, in JVMs of their
 * own that take turns, and prints what each leaves of the throughput.
 */
@Command(
    name = "contended",
    mixinStandardHelpOptions = true,
    description = "Throughput of contended locks without and with the agent and its peers.")
public final class ContendedCost implements Callable<Integer> {

  @Option(names = "--quick", description = "One short round: a first look, not a figure to quote.")
  private boolean quick;

  @Option(
      names = "--threads",
      split = ",",
      paramLabel = "N",
      description = "Numbers of threads (default: 2,4,8).")
  private List<Integer> threads = List.of(2, 4, 8);

  @Option(
      names = "--sections",
      split = ",",
      paramLabel = "S",
      description = "How long the lock is held (default: 20ns,1us,100us,sleep1ms).")
  private List<String> sections = List.of("20ns", "1us", "100us", "sleep1ms");

  @Option(
      names = "--tools",
      split = ",",
      paramLabel = "T",
      description = "Beside NONE: ${COMPLETION-CANDIDATES} (default: all).")
  private List<Tool> tools = List.of(Tool.values());

  @Mixin private AgentOption agent = new AgentOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "FILTER",
      description = "Only benchmarks whose name contains this regular expression.")
  private String filter = "";

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path jar = agent.jar();
    List<Tool> measured = new ArrayList<>(tools);
    measured.remove(Tool.NONE);
    measured.add(0, Tool.NONE);
    List<ContendedFigure> figures = new ArrayList<>();
    int rounds = quick ? 1 : 3;
    for (int round = 1; round <= rounds; round++) {
      for (int number : threads) {
        for (Tool tool : measured) {
          System.err.printf(
              "round %d of %d, threads: %d, %s%n", round, rounds, number, tool.label());
          ChildJvm.inDirectory(directory -> figures.addAll(run(number, tool, jar, directory)));
        }
      }
    }
    figures.sort(
        Comparator.comparing(ContendedFigure::task).thenComparing(ContendedFigure::threads));
    System.out.print(ContendedTable.of(figures, measured));
    return 0;
  }

  private List<ContendedFigure> run(int number, Tool tool, Path jar, Path directory) {
    List<String> arguments = new ArrayList<>(tool.jvmArguments(jar, directory));
    arguments.add("-D" + AgentPresence.EXPECTED + "=" + (tool == Tool.LOCKMETER));
    arguments.add("-D" + ContendedLocks.TIMED + "=" + (tool == Tool.CLOCK));
    ChainedOptionsBuilder jmh =
        Jmh.options()
            .include("\\." + ContendedLocks.class.getSimpleName() + "\\..*" + filter)
            .param("section", sections.toArray(new String[0]))
            .jvmArgsAppend(arguments.toArray(new String[0]))
            .threads(number)
            .warmupIterations(quick ? 2 : 4)
            .warmupTime(TimeValue.milliseconds(750))
            .measurementIterations(quick ? 2 : 4)
            .measurementTime(TimeValue.milliseconds(quick ? 300 : 500));
    try {
      return new Runner(jmh.build())
          .run().stream().map(result -> figure(result, number, tool)).toList();
    } catch (RunnerException e) {
      throw new IllegalStateException("could not measure with " + tool.label(), e);
    }
  }

  private static ContendedFigure figure(RunResult result, int number, Tool tool) {
    return new ContendedFigure(
        result.getPrimaryResult().getLabel() + " " + result.getParams().getParam("section"),
        number,
        tool,
        result.getPrimaryResult().getScore(),
        Allocated.perOperation(result));
  }
}
