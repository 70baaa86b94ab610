package io.lockmeter.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThreadTableTest {

  @Test
  void end_twice_endsOnce() {
    ThreadTable threads = new ThreadTable(0);
    ThreadState state = threads.add(new Thread(), 7, 1);
    threads.end(state, 5);
    threads.end(state, 6);

    ThreadState ended = threads.takeEnded();
    assertThat(ended).isSameAs(state);
    assertThat(ended.nextEnded).isNull();
    assertThat(ended.endedAt).isEqualTo(5);
  }
}
