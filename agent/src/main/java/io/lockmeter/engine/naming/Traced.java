package io.lockmeter.engine.naming;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value, and the code that it was seen in.
 *
 * @param index the frame of the stack that runs the code, or -1 if none is known to
 */
record Traced(OriginValue value, MethodCode code, int index) {

  /** The one thing that all of {@code seen} are, or null if there is none. */
  static @Nullable Traced agreed(List<Traced> seen) {
    if (seen.isEmpty()) {
      return null;
    }
    Traced first = seen.get(0);
    for (Traced other : seen) {
      boolean sameCode = other.code.node() == first.code.node();
      boolean codeMatters = first.value.origin() instanceof Origin.Parameter;
      if (!other.value.equals(first.value) || codeMatters && !sameCode) {
        return null;
      }
    }
    return first;
  }
}
