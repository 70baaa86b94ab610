package io.lockmeter.benchmarks.memory;

import io.lockmeter.benchmarks.harness.AgentOption;
import io.lockmeter.benchmarks.harness.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs {@link Holder} without and with the agent, in turns, and prints what the agent keeps. */
@Command(
    name = "memory",
    mixinStandardHelpOptions = true,
    description = "Heap and native memory that the agent keeps, idle and of many locks.")
public final class MemoryCost implements Callable<Integer> {

  private static final int QUICK = 10;

  @Option(
      names = "--quick",
      description = "One round, with a tenth of the short-lived locks: a first look.")
  private boolean quick;

  @Option(
      names = "--contents",
      split = ",",
      paramLabel = "C",
      description = "${COMPLETION-CANDIDATES} (default: all).")
  private List<Content> contents = List.of(Content.values());

  @Mixin private AgentOption agent = new AgentOption();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path jar = agent.jar();
    Map<MemoryTable.Row, List<Memory>> without = new LinkedHashMap<>();
    Map<MemoryTable.Row, List<Memory>> with = new LinkedHashMap<>();
    int rounds = quick ? 1 : 3;
    for (int round = 1; round <= rounds; round++) {
      System.err.println("round " + round + " of " + rounds);
      for (Content content : contents) {
        measure(content, List.of(), without);
        measure(content, List.of("-javaagent:" + jar + "=log=warn,window=1s"), with);
      }
    }
    System.out.print(MemoryTable.of(without, with));
    return 0;
  }

  private void measure(
      Content content, List<String> agentArguments, Map<MemoryTable.Row, List<Memory>> figures)
      throws IOException, InterruptedException {
    int locks = quick && content == Content.SHORT_LIVED ? content.locks / QUICK : content.locks;
    // One collector and a heap that does not grow, so that the two differ in nothing else.
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-XX:+UseSerialGC", "-Xms256m", "-Xmx256m", "-XX:NativeMemoryTracking=summary"));
    arguments.addAll(agentArguments);
    List<String> result =
        ChildJvm.inDirectory(
                directory ->
                    ChildJvm.run(
                        directory,
                        Holder.class,
                        arguments,
                        List.of(content.name(), String.valueOf(locks))))
            .get(0);
    figures
        .computeIfAbsent(new MemoryTable.Row(content.label, locks), row -> new ArrayList<>())
        .add(new Memory(Double.parseDouble(result.get(0)), Double.parseDouble(result.get(1))));
  }
}
