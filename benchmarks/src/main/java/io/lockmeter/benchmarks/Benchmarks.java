package io.lockmeter.benchmarks;

import io.lockmeter.benchmarks.accuracy.Accuracy;
import io.lockmeter.benchmarks.accuracy.Bias;
import io.lockmeter.benchmarks.agent.AgentCost;
import io.lockmeter.benchmarks.agent.ContendedCost;
import io.lockmeter.benchmarks.locks.LockPeers;
import io.lockmeter.benchmarks.memory.MemoryCost;
import io.lockmeter.benchmarks.programs.ProgramCost;
import io.lockmeter.benchmarks.startup.StartupCost;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the benchmarks. */
@Command(
    name = "benchmarks",
    mixinStandardHelpOptions = true,
    description = "Measures Lockmeter. Each command prints one table.",
    subcommands = {
      AgentCost.class,
      ContendedCost.class,
      Accuracy.class,
      Bias.class,
      MemoryCost.class,
      ProgramCost.class,
      LockPeers.class,
      StartupCost.class
    })
public final class Benchmarks {

  private Benchmarks() {}

  /** The command line; see {@code --help}. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Benchmarks()).execute(arguments));
  }
}
