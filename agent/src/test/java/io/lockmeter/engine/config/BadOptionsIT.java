package io.lockmeter.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.testing.Answer;
import io.lockmeter.testing.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong with the options, the application runs as it would without the agent. */
final class BadOptionsIT {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "windw=5s              | unknown option windw=5s (agent argument); the nearest known one is"
            + " window;",
        "window=5              | option window=5 (agent argument) cannot be used: allowed is 100ms"
            + " to 1h",
        "http.port=70000       | option http.port=70000 (agent argument) cannot be used: allowed"
            + " is",
        "report=locks.pdf      | option report=locks.pdf (agent argument) cannot be used: allowed"
            + " are",
        "report                | option report (agent argument) must be written key=value",
        "config=/no/such/file  | option config=/no/such/file (agent argument): cannot read the"
            + " file",
      })
  void eachIsOneLineAndTheApplicationRunsUnprofiled(String arguments, String problem)
      throws Exception {
    assertOneProblem(new ChildJvm().agent(arguments), problem);
  }

  @Test
  void anUnknownSystemPropertyIsOneLine() throws Exception {
    assertOneProblem(
        new ChildJvm().agent("").option("-Dlockmeter.flagratio=0.2"),
        "unknown option flagratio=0.2 (-Dlockmeter.flagratio); the nearest known one is"
            + " flag.ratio");
  }

  @Test
  void anUnknownEnvironmentVariableIsOneLine() throws Exception {
    assertOneProblem(
        new ChildJvm().agent("").variable("LOCKMETER_HTTPPORT", "80"),
        "unknown option LOCKMETER_HTTPPORT=80 (environment); the nearest known one is"
            + " LOCKMETER_HTTP_PORT");
  }

  @Test
  void severalAreOneLineEach() throws Exception {
    ChildJvm.Result result = new ChildJvm().agent("window=5,log=loud,port=1").run(Answer.class);

    assertUnharmed(result);
    assertThat(result.errLines()).hasSize(3).allMatch(line -> line.contains(" ERROR "));
  }

  @Test
  void switchedOffItSaysNothingAtAll() throws Exception {
    ChildJvm.Result result = new ChildJvm().agent("enabled=false,window=5").run(Answer.class);

    assertUnharmed(result);
    assertThat(result.err()).isEmpty();
  }

  private static void assertOneProblem(ChildJvm jvm, String problem) throws Exception {
    ChildJvm.Result result = jvm.run(Answer.class);

    assertUnharmed(result);
    assertThat(result.errLines())
        .singleElement()
        .asString()
        .startsWith("[lockmeter] ")
        .contains("Z ERROR " + problem)
        .endsWith("; the application runs unprofiled");
  }

  private static void assertUnharmed(ChildJvm.Result result) {
    assertThat(result.out()).isEqualTo(Answer.OUT);
    assertThat(result.exit()).isEqualTo(Answer.EXIT);
  }
}
