package io.lockmeter.benchmarks.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The option that names the agent, for every command that measures it. */
public final class AgentOption {

  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--agent",
      paramLabel = "JAR",
      description = "The agent; agent/target/lockmeter-agent.jar of this build unless given.")
  private @Nullable Path agent;

  /**
   * The agent's jar.
   *
   * @throws ParameterException if there is none
   */
  public Path jar() {
    Path jar = agent == null ? Build.file("agent/target/lockmeter-agent.jar") : agent;
    if (!Files.isRegularFile(jar)) {
      throw new ParameterException(
          spec.commandLine(),
          jar + " is not there; build it with ./mvnw -DskipTests package, or name it by --agent");
    }
    return jar.toAbsolutePath();
  }
}
