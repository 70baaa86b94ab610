package io.lockmeter.benchmarks.programs;

import io.lockmeter.benchmarks.harness.AgentOption;
import io.lockmeter.benchmarks.harness.ChildJvm;
import io.lockmeter.benchmarks.harness.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs whole programs without and with the agent, in turns, and prints what it costs them. */
@Command(
    name = "programs",
    mixinStandardHelpOptions = true,
    description = "Processor time and throughput of whole programs without and with the agent.")
public final class ProgramCost implements Callable<Integer> {

  @Option(names = "--quick", description = "One short round: a first look, not a figure to quote.")
  private boolean quick;

  @Option(
      names = "--programs",
      split = ",",
      paramLabel = "P",
      description = "${COMPLETION-CANDIDATES} (default: all).")
  private List<Program> programs = List.of(Program.values());

  @Option(names = "--rounds", paramLabel = "N", description = "Rounds (default: 7, quick 1).")
  private int rounds;

  @Mixin private AgentOption agent = new AgentOption();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path jar = agent.jar();
    Map<Program, List<List<Run>>> without = new EnumMap<>(Program.class);
    Map<Program, List<List<Run>>> with = new EnumMap<>(Program.class);
    int last = rounds > 0 ? rounds : quick ? 1 : 7;
    for (int round = 1; round <= last; round++) {
      System.err.println("round " + round + " of " + last);
      for (Program program : programs) {
        // The first of a pair finds the machine as the pair before left it.
        boolean agentFirst = round % 2 == 0;
        measure(program, agentFirst, jar, agentFirst ? with : without);
        measure(program, !agentFirst, jar, agentFirst ? without : with);
      }
    }
    System.out.print(ProgramTable.of(without, with));
    return 0;
  }

  private void measure(
      Program program, boolean withAgent, Path jar, Map<Program, List<List<Run>>> runs)
      throws IOException, InterruptedException {
    Tool tool = withAgent ? Tool.LOCKMETER : Tool.NONE;
    List<List<String>> results =
        ChildJvm.inDirectory(
            directory ->
                ChildJvm.run(
                    directory,
                    program.classPath(),
                    program.main,
                    jvmArguments(tool, jar, directory),
                    program.arguments(quick, directory)));
    runs.computeIfAbsent(program, key -> new ArrayList<>())
        .add(results.stream().map(Run::of).toList());
  }

  private List<String> jvmArguments(Tool tool, Path jar, Path directory) {
    List<String> arguments = new ArrayList<>(tool.jvmArguments(jar, directory));
    if (quick) {
      arguments.add("-D" + Clocked.TIMES + "=2");
    }
    return arguments;
  }
}
