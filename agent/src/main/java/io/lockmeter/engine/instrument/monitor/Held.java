package io.lockmeter.engine.instrument.monitor;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;

/**
 * The monitors that code has entered and not yet left, innermost first.
 *
 * @param enter the {@code monitorenter} of the innermost
 * @param index where that stands
 * @param outer those around it
 */
record Held(AbstractInsnNode enter, int index, @Nullable Held outer) {

  /** Whether the monitor that {@code other} enters is among {@code held}. */
  static boolean includes(@Nullable Held held, AbstractInsnNode other) {
    for (Held h = held; h != null; h = h.outer) {
      if (h.enter == other) {
        return true;
      }
    }
    return false;
  }

  static boolean same(@Nullable Held one, @Nullable Held other) {
    Held a = one;
    Held b = other;
    while (a != b) {
      if (a == null || b == null || a.enter != b.enter) {
        return false;
      }
      a = a.outer;
      b = b.outer;
    }
    return true;
  }
}
