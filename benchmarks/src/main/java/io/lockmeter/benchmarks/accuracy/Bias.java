package io.lockmeter.benchmarks.accuracy;

import io.lockmeter.benchmarks.harness.AgentOption;
import io.lockmeter.benchmarks.harness.ChildJvm;
import io.lockmeter.benchmarks.harness.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.util.ListStatistics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs {@link Uses} many times and prints whether what the agent samples is right on average. */
@Command(
    name = "bias",
    mixinStandardHelpOptions = true,
    description = "Sampled acquisitions and holds beside exact ones, over many runs.")
public final class Bias implements Callable<Integer> {

  @Option(names = "--quick", description = "Few runs: a first look, not a figure to quote.")
  private boolean quick;

  @Option(
      names = "--loads",
      split = ",",
      paramLabel = "L",
      description = "How locks are used: ${COMPLETION-CANDIDATES} (default: all).")
  private List<Load> loads = List.of(Load.values());

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "How often, in a JVM of its own each time (default: 20, with --quick 4).")
  private int runs;

  @Mixin private AgentOption agent = new AgentOption();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path jar = agent.jar();
    int times = runs > 0 ? runs : quick ? 4 : 20;
    Map<BiasTable.Row, ListStatistics> errors = new LinkedHashMap<>();
    for (Load load : loads) {
      System.err.println(load.label + ": " + times + " runs");
      for (int seed = 1; seed <= times; seed++) {
        int run = seed;
        ChildJvm.inDirectory(directory -> run(load, run, jar, directory, errors));
      }
    }
    System.out.print(BiasTable.of(errors));
    return 0;
  }

  private static boolean run(
      Load load, int seed, Path jar, Path directory, Map<BiasTable.Row, ListStatistics> errors)
      throws IOException, InterruptedException {
    Path output = Tool.LOCKMETER.output(directory);
    List<List<String>> results =
        ChildJvm.run(
            directory,
            Uses.class,
            List.of(
                "-javaagent:"
                    + jar
                    + "=log=warn,exclude="
                    + Inflater.class.getName()
                    + ",report="
                    + output),
            List.of(load.name(), String.valueOf(load.acquisitions), String.valueOf(seed)));
    Report report = Report.read(output);
    KnownLocks locks = new KnownLocks();
    for (List<String> known : results) {
      KnownLock lock = locks.get(known.get(0));
      double acquisitions = Double.parseDouble(known.get(1));
      double holdNanos = Double.parseDouble(known.get(2));
      add(errors, load, lock, "acquisitions", report.acquisitions(lock) / acquisitions);
      if (holdNanos > 0) {
        add(errors, load, lock, "holds", report.holdNanos(lock) / holdNanos);
      }
    }
    return true;
  }

  private static void add(
      Map<BiasTable.Row, ListStatistics> errors,
      Load load,
      KnownLock lock,
      String quantity,
      double ratio) {
    errors
        .computeIfAbsent(
            new BiasTable.Row(load.label, lock.label(), quantity), row -> new ListStatistics())
        .addValue((ratio - 1) * 100);
  }
}
