package io.lockmeter.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AgentThreadTest {

  private final AtomicInteger runs = new AtomicInteger();

  private void failTwice() {
    if (runs.incrementAndGet() <= 2) {
      throw new OutOfMemoryError("as told");
    }
  }

  @Test
  void taskOfALastingThread_beginsAnew_untilItReturns() throws InterruptedException {
    AgentThread thread = AgentThread.lasting(this::failTwice, "test");
    thread.start();
    thread.join();
    assertThat(runs).hasValue(3);
  }

  @Test
  void anyOtherTask_runsOnce() throws InterruptedException {
    AgentThread thread = new AgentThread(this::failTwice, "test");
    thread.start();
    thread.join();
    assertThat(runs).hasValue(1);
  }
}
