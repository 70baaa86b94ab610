package io.lockmeter.engine.cli;

import io.lockmeter.engine.config.Version;
import java.io.File;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What {@code java -jar lockmeter-agent.jar} does. */
@Command(
    name = "java -jar lockmeter-agent.jar",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    subcommands = {JfcCommand.class, ReportCommand.class},
    description = "Finds the locks that hold a Java program back.",
    footer = {
      "",
      "To profile a program, start it with the agent:",
      "  java -javaagent:lockmeter-agent.jar=report=locks.txt -jar program.jar",
      "One that runs already can be attached to.",
      "",
      "Exit status: 0 done, 1 could not be done, 2 wrong usage."
    })
public final class CommandLineTool {

  private final String version;

  private CommandLineTool(String version) {
    this.version = version;
  }

  /**
   * Runs one command.
   *
   * @param jar the agent's jar
   * @return the exit status: 0 done, 1 could not be done, 2 wrong usage
   */
  public static int run(File jar, String[] arguments) {
    String version =
        "lockmeter "
            + Version.of(jar)
            + " (Java "
            + System.getProperty("java.version")
            + ", "
            + System.getProperty("java.vm.name")
            + ")";
    CommandLine commandLine = new CommandLine(new CommandLineTool(version));
    commandLine.getCommandSpec().version(version);
    commandLine.addSubcommand(new AttachCommand(jar));
    commandLine.addSubcommand(new DetachCommand(jar));
    commandLine.addSubcommand(new DumpCommand(jar));
    commandLine.addSubcommand(new TopCommand(jar));
    return commandLine.execute(arguments);
  }

  @Command(name = "version", description = "Print the version of the agent and of this Java.")
  void version() {
    System.out.println(version);
  }
}
