package io.lockmeter.engine.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.testing.Processes;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StderrLogTest {

  /** Replaces stderr, and logs from a thread while another holds the lock of the original one. */
  static final class Selfish {
    public static void main(String[] arguments) throws Exception {
      PrintStream original = System.err;
      System.setErr(new PrintStream(OutputStream.nullOutputStream(), true));
      Thread logger = new Thread(() -> StderrLog.write("logged"));
      logger.setDaemon(true);
      synchronized (original) {
        logger.start();
        logger.join(TimeUnit.MINUTES.toMillis(3));
      }
      System.exit(logger.isAlive() ? 1 : 0);
    }
  }

  @Test
  void itNeedsNoLockOfTheApplicationNorItsStream() throws Exception {
    Process child =
        Processes.of(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                Selfish.class.getName())
            .start();
    String err = new String(child.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(child.waitFor()).isZero();
    assertThat(err).isEqualTo("logged" + System.lineSeparator());
  }
}
