package io.lockmeter.locks;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;

/**
 * Lets Lincheck look for an execution of a structure's operations that no order of them explains.
 * The system property {@code lockmeter.thorough} makes it look ten times as long.
 */
final class Linearizability {

  private static final int EFFORT = Boolean.getBoolean("lockmeter.thorough") ? 10 : 1;

  private static final int ITERATIONS = 12 * EFFORT;
  private static final int INVOCATIONS = 150;

  // They spin for one another, which takes long where they share a processor.
  private static final int STRESS_THREADS =
      Math.max(2, Math.min(3, Runtime.getRuntime().availableProcessors() - 1));
  private static final int STRESS_ITERATIONS = 5 * EFFORT;
  private static final int STRESS_INVOCATIONS = 200 * EFFORT;

  // How long an execution may take that only a hang could keep from ending: the 30 s that Lincheck
  // takes for one may be a machine that stalls.
  static final long PATIENCE_MILLIS = Eventually.PATIENCE.toMillis();

  private Linearizability() {}

  /** Explores interleavings of random scenarios; three threads of two operations. */
  static void modelCheck(Class<?> operations) {
    modelChecking().check(operations);
  }

  /**
   * Sees that {@link #modelCheck} catches a variant that is wrong on purpose. Any scenario that
   * shows it will do: to look for the smallest takes longer than to find one.
   */
  static void modelCheckRefutes(Class<?> brokenOperations) {
    assertThatThrownBy(() -> modelChecking().minimizeFailedScenario(false).check(brokenOperations))
        .isInstanceOf(LincheckAssertionError.class)
        .message()
        .containsAnyOf("Invalid execution results", "The execution has hung");
  }

  /** Runs random scenarios on real threads. */
  static void stress(Class<?> operations) {
    new StressOptions()
        .invocationTimeout$lincheck(PATIENCE_MILLIS)
        .iterations(STRESS_ITERATIONS)
        .invocationsPerIteration(STRESS_INVOCATIONS)
        .threads(STRESS_THREADS)
        .actorsPerThread(2)
        .check(operations);
  }

  private static ModelCheckingOptions modelChecking() {
    return new ModelCheckingOptions()
        .invocationTimeout$lincheck(PATIENCE_MILLIS)
        .iterations(ITERATIONS)
        .invocationsPerIteration(INVOCATIONS)
        .threads(3)
        .actorsPerThread(2);
  }
}
