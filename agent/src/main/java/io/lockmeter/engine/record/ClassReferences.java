package io.lockmeter.engine.record;

import java.lang.ref.WeakReference;

/**
 * One weak reference for all that refer to a class: locks come by the ten thousand, their classes
 * do not. Wait-free; classes that share a slot may have several.
 */
final class ClassReferences {

  private static final int SLOTS = 1 << 10;

  private static final class Reference extends WeakReference<Class<?>> {
    Reference(Class<?> type) {
      super(type);
    }
  }

  private final Reference[] references = new Reference[SLOTS];

  WeakReference<Class<?>> of(Class<?> type) {
    int slot = System.identityHashCode(type) & (SLOTS - 1);
    Reference known = references[slot];
    if (known == null || !known.refersTo(type)) {
      known = new Reference(type);
      references[slot] = known;
    }
    return known;
  }
}
