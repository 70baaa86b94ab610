package io.lockmeter.locks;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import java.util.ArrayList;
import java.util.List;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/**
 * Lets Lincheck explore the interleavings of given operations: a scenario that can show one fault,
 * which random ones seldom are. The property {@code lockmeter.thorough} makes it explore ten times
 * as many.
 */
final class Scenario {

  private static final int INVOCATIONS = Boolean.getBoolean("lockmeter.thorough") ? 1_000 : 100;

  private final Class<?> operations;
  private final List<Actor> before = new ArrayList<>();
  private final List<List<Actor>> threads = new ArrayList<>();

  private Scenario(Class<?> operations) {
    this.operations = operations;
  }

  static Scenario of(Class<?> operations) {
    return new Scenario(operations);
  }

  /** One thread calls these methods before the others start. */
  Scenario before(String... methods) {
    before.addAll(actors(methods));
    return this;
  }

  /** A thread calls these methods while others call theirs. */
  Scenario thread(String... methods) {
    threads.add(actors(methods));
    return this;
  }

  private List<Actor> actors(String... methods) {
    List<Actor> actors = new ArrayList<>();
    for (String method : methods) {
      try {
        actors.add(new Actor(operations.getMethod(method), List.of()));
      } catch (NoSuchMethodException e) {
        throw new IllegalArgumentException(e);
      }
    }
    return actors;
  }

  void isLinearizable() {
    options().check(operations);
  }

  void isRefuted() {
    assertThatThrownBy(this::isLinearizable)
        .isInstanceOf(LincheckAssertionError.class)
        .hasMessageContaining("Invalid execution results");
  }

  void hangs() {
    assertThatThrownBy(this::isLinearizable)
        .isInstanceOf(LincheckAssertionError.class)
        .hasMessageContaining("The execution has hung");
  }

  private ModelCheckingOptions options() {
    return new ModelCheckingOptions()
        .invocationTimeout$lincheck(Linearizability.PATIENCE_MILLIS)
        .iterations(0)
        .invocationsPerIteration(INVOCATIONS)
        // Walking through a table of the JDK's map is no livelock.
        .loopIterationsBeforeThreadSwitch(64)
        .loopBound(1_000)
        .addGuarantee(
            forClasses("java.util.concurrent.ConcurrentHashMap").allMethods().treatAsAtomic())
        // What it does for one thread has no bearing on another.
        .addGuarantee(forClasses(Callouts.class.getName()).allMethods().treatAsAtomic())
        .addCustomScenario(new ExecutionScenario(before, threads, List.of(), null));
  }
}
