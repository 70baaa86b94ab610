package io.lockmeter.benchmarks.accuracy;

import io.lockmeter.benchmarks.harness.AgentOption;
import io.lockmeter.benchmarks.harness.ChildJvm;
import io.lockmeter.benchmarks.harness.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs {@link Waits} once under each tool and prints what each says of it beside the truth. */
@Command(
    name = "accuracy",
    mixinStandardHelpOptions = true,
    description = "Wait totals of the agent and its peers beside the truth, lock by lock.")
public final class Accuracy implements Callable<Integer> {

  private static final List<Tool> TOOLS =
      List.of(Tool.NONE, Tool.LOCKMETER, Tool.JFR_ALL, Tool.ASYNC_ALL);

  @Option(names = "--quick", description = "Few waits: a first look, not a figure to quote.")
  private boolean quick;

  @Option(
      names = "--regimes",
      split = ",",
      paramLabel = "R",
      description = "How long locks are held: ${COMPLETION-CANDIDATES} (default: all).")
  private List<Regime> regimes = List.of(Regime.values());

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Waits for each lock, instead of the number that goes with the regime.")
  private @Nullable Integer rounds;

  @Mixin private AgentOption agent = new AgentOption();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path jar = agent.jar();
    List<WaitFigure> figures = new ArrayList<>();
    for (Regime regime : regimes) {
      for (Tool tool : TOOLS) {
        System.err.println("held for " + regime.label + ": " + tool.label());
        figures.addAll(ChildJvm.inDirectory(directory -> run(regime, tool, jar, directory)));
      }
    }
    figures.sort(
        Comparator.comparing(WaitFigure::regime)
            .thenComparing(figure -> KnownLocks.LABELS.indexOf(figure.lock())));
    System.out.print(WaitTable.of(figures));
    return 0;
  }

  private List<WaitFigure> run(Regime regime, Tool tool, Path jar, Path directory)
      throws IOException, InterruptedException {
    List<List<String>> results =
        ChildJvm.run(
            directory,
            Waits.class,
            tool.jvmArguments(jar, directory),
            List.of(regime.name(), String.valueOf(rounds(regime))));
    ToDoubleFunction<KnownLock> reported = reported(tool, directory);
    KnownLocks locks = new KnownLocks();
    List<WaitFigure> figures = new ArrayList<>();
    for (List<String> truth : results) {
      figures.add(
          new WaitFigure(
              regime,
              truth.get(0),
              tool,
              Long.parseLong(truth.get(1)),
              Double.parseDouble(truth.get(2)),
              reported.applyAsDouble(locks.get(truth.get(0)))));
    }
    return figures;
  }

  private int rounds(Regime regime) {
    if (rounds != null) {
      return rounds;
    }
    return quick ? regime.quickRounds : regime.rounds;
  }

  private static ToDoubleFunction<KnownLock> reported(Tool tool, Path directory)
      throws IOException {
    if (tool == Tool.NONE) {
      return lock -> Double.NaN;
    }
    Path output = tool.output(directory);
    return tool == Tool.LOCKMETER
        ? Report.read(output)::waitNanos
        : Recorded.read(output)::waitNanos;
  }
}
