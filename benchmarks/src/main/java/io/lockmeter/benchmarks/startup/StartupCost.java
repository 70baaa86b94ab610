package io.lockmeter.benchmarks.startup;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Starts whole processes without an agent, with Lockmeter and with its peers, in turns, and prints
 * the medians.
 */
@Command(
    name = "startup",
    mixinStandardHelpOptions = true,
    description = "What agents add to the start of a program, in time and processor time.")
public final class StartupCost implements Callable<Integer> {

  private static final String WHOLE = "OpenTelemetry";

  @Spec private CommandSpec spec;

  @Option(names = "--quick", description = "Three rounds: a first look, not a figure to quote.")
  private boolean quick;

  @Option(names = "--rounds", paramLabel = "N", description = "Rounds (default: 15, quick 3).")
  private int rounds;

  @Option(
      names = "--agent",
      paramLabel = "JAR",
      description = "The agent; agent/target/lockmeter-agent.jar of this build unless given.")
  private @Nullable Path agent;

  @Option(
      names = "--program",
      paramLabel = "NAME",
      description = "Only this program: ${COMPLETION-CANDIDATES}.")
  private List<Program> programs = List.of(Program.values());

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!ChildrenCpu.known()) {
      throw new ParameterException(spec.commandLine(), "processor time is known on Linux only");
    }
    Path target = target();
    List<Contender> contenders = contenders(target);
    Launcher launcher = new Launcher(classPath(target), target.resolve("startup.out"));
    int count = rounds > 0 ? rounds : quick ? 3 : 15;
    Map<Program, Map<String, List<Start>>> starts = new EnumMap<>(Program.class);
    for (int round = 1; round <= count; round++) {
      System.err.println("round " + round + " of " + count);
      for (Program program : programs) {
        for (Contender contender : contenders) {
          starts
              .computeIfAbsent(program, any -> new LinkedHashMap<>())
              .computeIfAbsent(contender.name(), any -> new ArrayList<>())
              .add(launcher.run(program, contender));
        }
      }
    }
    System.out.print(StartupTable.head());
    starts.forEach(
        (program, figures) -> System.out.print(StartupTable.of(program, figures, WHOLE)));
    return 0;
  }

  private List<Contender> contenders(Path target) throws IOException {
    Path peers = target.resolve("startup-agents");
    Path rules = Files.writeString(target.resolve("jmx-exporter.yml"), "{}\n");
    return List.of(
        Contender.NONE,
        Contender.lockmeter(
            present(
                agent == null
                    ? target.resolve("../../agent/target/lockmeter-agent.jar").normalize()
                    : agent)),
        Contender.openTelemetry(present(peers.resolve("opentelemetry-javaagent.jar"))),
        Contender.jmxExporter(present(peers.resolve("jmx_prometheus_javaagent.jar")), rules));
  }

  private static List<Path> classPath(Path target) throws IOException {
    List<Path> entries = new ArrayList<>();
    entries.add(target.resolve("benchmarks.jar"));
    try (Stream<Path> libraries = Files.list(target.resolve("startup-spring"))) {
      libraries.sorted().forEach(entries::add);
    }
    return entries;
  }

  private Path present(Path jar) {
    if (!Files.isRegularFile(jar)) {
      throw new ParameterException(
          spec.commandLine(), jar + " is not there; build it with ./mvnw -DskipTests package");
    }
    return jar;
  }

  private static Path target() {
    Path jar;
    try {
      jar = Path.of(StartupCost.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("cannot tell where this build is", e);
    }
    return jar.resolveSibling("");
  }
}
