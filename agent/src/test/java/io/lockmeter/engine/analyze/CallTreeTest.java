package io.lockmeter.engine.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CallTreeTest {

  private static final int ROOM = 1_000_000;

  private final CallTree tree = new CallTree();

  @Test
  void callersShareTheWaitOfTheirPlace() {
    tree.add("a", List.of("b", "c"), 3, ROOM);
    tree.add("a", List.of("b", "d"), 1, ROOM);
    tree.add("a", List.of("e"), 4, ROOM);
    tree.add("z", List.of("b"), 100, ROOM);

    assertThat(tree.callers("a", 80))
        .containsExactly(
            new CallerSnapshot(
                "b",
                40,
                List.of(
                    new CallerSnapshot("c", 30, List.of()),
                    new CallerSnapshot("d", 10, List.of()))),
            new CallerSnapshot("e", 40, List.of()));
  }

  @Test
  void aPlaceThatNoStackWasTakenAtHasNoCallers() {
    tree.add("a", List.of("b"), 1, ROOM);
    assertThat(tree.callers("c", 10)).isEmpty();
  }

  @Test
  void withoutRoomAStackEndsAtWhatIsKnown() {
    assertThat(tree.add("a", List.of("b", "c"), 1, ROOM)).isEqualTo(3);
    assertThat(tree.add("a", List.of("b", "d"), 1, 0)).isZero();

    assertThat(tree.callers("a", 10))
        .containsExactly(
            new CallerSnapshot("b", 10, List.of(new CallerSnapshot("c", 5, List.of()))));
  }

  @Test
  void isBounded() {
    int calls = 0;
    for (int i = 0; i < 1_000; i++) {
      calls += tree.add("a", List.of("b" + i), 1, ROOM);
    }
    assertThat(calls).isEqualTo(400);
  }
}
