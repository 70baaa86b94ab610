package io.lockmeter.safety.agents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An agent that is not ours, with the program that it runs in. */
enum OtherAgent {
  JACOCO(KnownWaits.class, 1, "answer 15") {
    @Override
    List<String> options(Path folder) {
      return List.of(
          "-javaagent:"
              + Libraries.jar("org.jacoco.agent-runtime")
              + "=append=false,destfile="
              + output(folder));
    }
  },
  BYTE_BUDDY(KnownWaits.class, 1, "answer 15") {
    @Override
    List<String> options(Path folder) {
      return List.of("-javaagent:" + Libraries.jar("byte-buddy-agent"));
    }
  },
  JMX_EXPORTER(KnownWaits.class, 1, "answer 15") {
    @Override
    List<String> options(Path folder) throws IOException {
      Path config = Files.writeString(folder.resolve("exporter.yml"), "{}");
      return List.of(
          "-javaagent:" + Libraries.jar("jmx_prometheus_javaagent") + "=127.0.0.1:0:" + config);
    }
  },
  JFR(KnownWaits.class, 1, "answer 15") {
    @Override
    List<String> options(Path folder) {
      return List.of("-XX:StartFlightRecording:settings=profile,filename=" + output(folder));
    }
  },
  ASYNC_PROFILER(KnownWaits.class, 1, "answer 15") {
    @Override
    List<String> options(Path folder) throws IOException {
      return List.of(
          "-agentpath:"
              + Libraries.asyncProfiler(folder)
              + "=start,event=ctimer,wall=5ms,lock=0,jfr,file="
              + output(folder));
    }
  },
  MOCKITO(MockedLocks.class, 2, MockedLocks.ANSWERS) {
    @Override
    List<String> options(Path folder) {
      return List.of("-javaagent:" + Libraries.jar("mockito-core"));
    }
  },
  /** Mockito attaches itself. */
  MOCKITO_LATE(MockedLocks.class, 2, MockedLocks.ANSWERS) {
    @Override
    List<String> options(Path folder) {
      return List.of();
    }
  },
  HOSTILE(HostileAgent.class, 3, HostileAgent.ANSWERS) {
    @Override
    List<String> options(Path folder) throws IOException {
      return List.of("-javaagent:" + Libraries.agentJar(HostileAgent.class, folder));
    }
  },
  OPEN_TELEMETRY(HttpExchanges.class, 2, "answer 15", "sum 70", "answer 15") {
    @Override
    List<String> options(Path folder) {
      return List.of(
          "-javaagent:" + Libraries.jar("opentelemetry-javaagent"),
          "-Dotel.traces.exporter=console",
          "-Dotel.metrics.exporter=none",
          "-Dotel.logs.exporter=none");
    }
  };

  private final Class<?> program;
  private final int rounds;
  private final List<String> answers;

  OtherAgent(Class<?> program, int rounds, String... answers) {
    this.program = program;
    this.rounds = rounds;
    this.answers = List.of(answers);
  }

  abstract List<String> options(Path folder) throws IOException;

  /** What it writes, if it does. */
  static Path output(Path folder) {
    return folder.resolve("output").toAbsolutePath();
  }

  Class<?> program() {
    return program;
  }

  /** How often the program goes through its waits. */
  int rounds() {
    return rounds;
  }

  /** What the program prints, apart from its waits. */
  List<String> answers() {
    return answers;
  }
}
