package io.lockmeter.safety.classfiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.testing.FinishedProgram;
import io.lockmeter.testing.JavaProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rewritten classes where the JVM or another agent takes a second look at them. */
class OddRunIT {

  @TempDir Path folder;

  /** The other agent is put before ours, and then behind it. */
  @Test
  void classesStayWhatTheyAreWhenAnotherAgentTransformsAllAgain() throws Exception {
    HandMade.writeAll(folder);
    List<String> agents = new ArrayList<>();
    agents.add("-javaagent:" + Observer.jar(folder));
    FinishedProgram without = retransformed().jvm(agents.toArray(String[]::new)).run();
    assertThat(without.stdout()).hasSize(3 * HandMade.all().size() + 2);
    agents.add("-javaagent:" + JavaProgram.agentJar());
    for (int i = 0; i < agents.size(); i++) {
      FinishedProgram under = retransformed().jvm(agents.toArray(String[]::new)).run();
      assertThat(under.otherStderr()).isEqualTo(without.stderr());
      assertThat(under.stdout()).isEqualTo(without.stdout());
      Collections.reverse(agents);
    }
  }

  private JavaProgram retransformed() {
    return JavaProgram.of(RetransformedProgram.class)
        .alsoOnClassPath(folder)
        .arguments(HandMade.names());
  }

  @Test
  void jvmTellsOfMonitorsOfValues() {
    FinishedProgram without = value().run();
    FinishedProgram under = value().withAgent("").run();
    assertThat(told(under)).isEqualTo(told(without)).anyMatch(line -> line.contains("Integer"));
  }

  private static List<String> told(FinishedProgram finished) {
    return finished.stdout().stream().map(line -> line.replaceAll("0x[0-9a-f]+", "")).toList();
  }

  private static JavaProgram value() {
    return JavaProgram.of(ValueProgram.class)
        .jvm("-XX:+UnlockDiagnosticVMOptions", "-XX:DiagnoseSyncOnValueBasedClasses=2")
        .jvm("-Xlog:valuebasedclasses*=info:stdout:none");
  }
}
