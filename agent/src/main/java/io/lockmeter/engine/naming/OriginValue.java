package io.lockmeter.engine.naming;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.analysis.Value;

/**
 * A value as the analysis of a method sees it.
 *
 * @param size slots it takes: 1, or 2 for a long or double
 * @param element whether it is an element of what {@code origin}, a parameter, holds; elements of
 *     fields say so themselves
 * @param fresh whether it is null or was made by this method: where it may as well be another
 *     value, as in {@code lock = map.get(key); if (lock == null) map.put(key, lock = new Lock())},
 *     the other one is what it is known by
 */
record OriginValue(int size, Origin origin, boolean element, boolean fresh) implements Value {

  static final Origin NOWHERE = new Origin.Unknown();
  static final OriginValue UNKNOWN = new OriginValue(1, NOWHERE, false, false);
  static final OriginValue UNKNOWN_WIDE = new OriginValue(2, NOWHERE, false, false);
  static final OriginValue FRESH = new OriginValue(1, NOWHERE, false, true);

  static OriginValue of(Origin origin) {
    return new OriginValue(1, origin, false, false);
  }

  static OriginValue unknown(int size) {
    return size == 2 ? UNKNOWN_WIDE : UNKNOWN;
  }

  @Override
  public int getSize() {
    return size;
  }

  // Compared too often, in code that is not compiled yet, for the equals that records come with.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof OriginValue value
            && size == value.size
            && element == value.element
            && fresh == value.fresh
            && same(origin, value.origin);
  }

  private static boolean same(Origin one, Origin other) {
    if (one instanceof Origin.Field a && other instanceof Origin.Field b) {
      return a.element() == b.element() && a.owner().equals(b.owner()) && a.name().equals(b.name());
    }
    if (one instanceof Origin.This a && other instanceof Origin.This b) {
      return a.className().equals(b.className());
    }
    if (one instanceof Origin.Parameter a && other instanceof Origin.Parameter b) {
      return a.index() == b.index();
    }
    if (one instanceof Origin.Returned a && other instanceof Origin.Returned b) {
      return a.owner().equals(b.owner()) && a.method().equals(b.method());
    }
    // Rarer ones are left to what records come with.
    return one == other || one.getClass() == other.getClass() && one.equals(other);
  }

  @Override
  public int hashCode() {
    return 31 * origin.hashCode() + size;
  }

  /** What this is known by where it may be {@code other} as well. */
  OriginValue or(OriginValue other) {
    if (equals(other) || other.fresh && size == 1) {
      return this;
    }
    return fresh && other.size == 1 ? other : UNKNOWN;
  }

  /** An element of the array or collection that this value is. */
  OriginValue elementOf() {
    if (origin instanceof Origin.Field field) {
      return field.element() ? this : of(new Origin.Field(field.owner(), field.name(), true));
    }
    if (origin instanceof Origin.Parameter) {
      return new OriginValue(size, origin, true, false);
    }
    return origin instanceof Origin.Returned ? this : UNKNOWN;
  }
}
