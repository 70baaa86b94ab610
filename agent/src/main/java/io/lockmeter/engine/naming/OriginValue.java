package io.lockmeter.engine.naming;

import org.objectweb.asm.tree.analysis.Value;

/**
 * A value as the analysis of a method sees it.
 *
 * @param size slots it takes: 1, or 2 for a long or double
 * @param element whether it is an element of what {@code origin}, a parameter, holds; elements of
 *     fields say so themselves
 */
record OriginValue(int size, Origin origin, boolean element) implements Value {

  static final Origin NOWHERE = new Origin.Unknown();
  static final OriginValue UNKNOWN = new OriginValue(1, NOWHERE, false);
  static final OriginValue UNKNOWN_WIDE = new OriginValue(2, NOWHERE, false);

  static OriginValue of(Origin origin) {
    return new OriginValue(1, origin, false);
  }

  static OriginValue unknown(int size) {
    return size == 2 ? UNKNOWN_WIDE : UNKNOWN;
  }

  @Override
  public int getSize() {
    return size;
  }

  /** An element of the array or collection that this value is. */
  OriginValue elementOf() {
    if (origin instanceof Origin.Field field) {
      return field.element() ? this : of(new Origin.Field(field.owner(), field.name(), true));
    }
    if (origin instanceof Origin.Parameter) {
      return new OriginValue(size, origin, true);
    }
    return origin instanceof Origin.Returned ? this : UNKNOWN;
  }
}
