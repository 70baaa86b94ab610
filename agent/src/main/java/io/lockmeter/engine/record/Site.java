package io.lockmeter.engine.record;

import io.lockmeter.engine.naming.Frames;
import org.jspecify.annotations.Nullable;

/**
 * A place in the application's code. It is found by class, method and bytecode index, which is
 * cheap; the label with its line number is worked out by a thread of the agent, after which the
 * frame, and with it the class, is let go.
 */
final class Site extends WeakNode<Class<?>, Site> {

  final String method;
  final int index;

  /**
   * Whether a stack was taken here to name the lock; one is enough where the code tells the name.
   */
  boolean captured;

  /** When the next whole stack may be taken of a thread that waits for a monitor here. */
  long nextStackAt;

  /** How many were taken. */
  int stacks;

  private volatile StackWalker.@Nullable StackFrame frame;
  private volatile @Nullable String label;

  Site(StackWalker.StackFrame frame, int hash) {
    super(frame.getDeclaringClass(), hash);
    this.method = frame.getMethodName();
    this.index = frame.getByteCodeIndex();
    this.frame = frame;
  }

  /** A site that is known by its label alone. */
  Site(String label) {
    super(Site.class, 0);
    this.method = "";
    this.index = -1;
    this.label = label;
  }

  boolean at(StackWalker.StackFrame other) {
    return index == other.getByteCodeIndex()
        && refersTo(other.getDeclaringClass())
        && method.equals(other.getMethodName());
  }

  /** Called by threads of the agent only. */
  String label() {
    String known = label;
    if (known != null) {
      return known;
    }
    StackWalker.StackFrame place = frame;
    String text = place == null ? method : Frames.site(place);
    label = text;
    frame = null;
    return text;
  }
}
