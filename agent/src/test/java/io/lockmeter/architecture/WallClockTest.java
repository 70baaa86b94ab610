package io.lockmeter.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The machine's clock may be set at any time, and nothing may last longer by it. It is read for
 * what is shown as a time of day, and to see whether it runs at all.
 */
final class WallClockTest {

  private static final Pattern WALL_CLOCK =
      Pattern.compile(
          "java\\.lang\\.System\\.currentTimeMillis|java\\.time\\.\\w+\\.now"
              + "|java\\.time\\.Clock\\.\\w+|java\\.util\\.(Date|Timer|Calendar)\\..*"
              + "|.*\\.(parkUntil|awaitUntil)");

  @Test
  void isNotReadForHowLongSomethingTook() {
    Set<String> readers =
        ProductClasses.ALL.stream()
            .flatMap(type -> type.getMethodCallsFromSelf().stream())
            .filter(call -> WALL_CLOCK.matcher(name(call)).matches())
            .map(call -> call.getOriginOwner().getName())
            .collect(Collectors.toSet());

    assertThat(readers)
        .containsExactlyInAnyOrder(
            "io.lockmeter.engine.logging.AgentLogger",
            "io.lockmeter.engine.analyze.Aggregator",
            "io.lockmeter.engine.jfrmonitor.StoppedClock");
  }

  private static String name(JavaMethodCall call) {
    MethodCallTarget target = call.getTarget();
    return target.getOwner().getName() + "." + target.getName();
  }
}
