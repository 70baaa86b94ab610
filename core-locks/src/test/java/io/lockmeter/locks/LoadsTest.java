package io.lockmeter.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class LoadsTest {

  @Test
  void threadThatAwaitsASupersededLoad_isNotTakenToWaitForIt() throws Exception {
    ReentrantLock lock = new ReentrantLock();
    Loads<String> loads = new Loads<>(lock.newCondition());
    lock.lock();
    Loads.Load a = loads.begin("a");
    lock.unlock();
    TestThread other =
        TestThread.startAndAwaitParked(
            () -> {
              lock.lock();
              Loads.Load b = loads.begin("b");
              loads.await("a", a);
              assertThat(loads.end("b", b)).isTrue();
              lock.unlock();
            });
    lock.lock();
    loads.supersede("a");
    Loads.Load b = loads.of("b");
    loads.await("b", b);

    assertThat(loads.of("b")).isNull();
    assertThat(loads.end("a", a)).isFalse();
    lock.unlock();
    other.join();
  }
}
