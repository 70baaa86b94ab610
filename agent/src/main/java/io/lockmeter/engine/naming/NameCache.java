package io.lockmeter.engine.naming;

import io.lockmeter.engine.naming.LockNamer.Named;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names that were found before, by the frames that the search looked at: a program makes locks by
 * the thousand at few places, and to read class files for each of them costs more than the rest of
 * the agent.
 *
 * <p>Bounded; keeps no class alive. Thread-safe.
 */
final class NameCache {

  /** Of some 100 bytes each. */
  private static final int MAX_STEPS = 4096;

  private final Map<Step, Step> steps = new HashMap<>();

  /** What was found from {@code start} for a stack that begins like this one, or null. */
  synchronized @Nullable Named find(Step start, LazyStack stack) {
    Step at = steps.get(start);
    for (int i = 0; at != null && at.named == null; i++) {
      at = steps.get(Step.of(at, stack, i));
    }
    return at == null ? null : at.named;
  }

  /** Keeps what was found from {@code start} by a search that has looked at {@code stack}. */
  synchronized void put(Step start, LazyStack stack, Named named) {
    if (steps.size() > MAX_STEPS) {
      steps.clear();
    }
    Step at = kept(start);
    for (int i = 0; i < stack.looked(); i++) {
      at = kept(Step.of(at, stack, i));
    }
    at.named = named;
  }

  synchronized int size() {
    return steps.size();
  }

  private Step kept(Step step) {
    Step known = steps.putIfAbsent(step, step);
    return known == null ? step : known;
  }

  /** What a search starts from, or a frame that it looked at next; classes are told by hashes. */
  static final class Step {

    private final @Nullable Object before;
    private final String name;
    private final String code;
    private final int index;
    private final int type;
    private @Nullable Named named;

    private Step(@Nullable Object before, String name, String code, int index, int type) {
      this.before = before;
      this.name = name;
      this.code = code;
      this.index = index;
      this.type = type;
    }

    /**
     * A search for a lock of that kind and class.
     *
     * @param entry where it is entered, if that is known beforehand
     */
    static Step start(@Nullable MonitorSite entry, int kind, Class<?> lockClass) {
      return new Step(entry, lockClass.getName(), "", kind, System.identityHashCode(lockClass));
    }

    private static Step of(Step before, LazyStack stack, int i) {
      if (i >= stack.size()) {
        return new Step(before, "", "", -1, 0);
      }
      CodeFrame frame = stack.peek(i);
      int type = System.identityHashCode(frame.type());
      return new Step(before, frame.method(), frame.descriptor(), frame.bytecodeIndex(), type);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Step step
          && before == step.before
          && index == step.index
          && type == step.type
          && name.equals(step.name)
          && code.equals(step.code);
    }

    @Override
    public int hashCode() {
      int hash = 31 * System.identityHashCode(before) + index;
      return 31 * (31 * hash + type) + name.hashCode();
    }
  }
}
