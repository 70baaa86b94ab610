package io.lockmeter.missioncontrol;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmc.common.item.Attribute;
import org.openjdk.jmc.common.item.IAttribute;
import org.openjdk.jmc.common.item.IItem;
import org.openjdk.jmc.common.item.IMemberAccessor;
import org.openjdk.jmc.common.item.IType;
import org.openjdk.jmc.common.unit.ContentType;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.IUnit;
import org.openjdk.jmc.common.unit.UnitLookup;

/** Reads one field of the events of one type; a field that is missing reads as nothing. */
final class Field<T> {

  private final @Nullable IMemberAccessor<T, IItem> accessor;

  private Field(IType<IItem> type, String name, ContentType<T> content) {
    IAttribute<T> attribute = Attribute.attr(name, name, content);
    accessor = attribute.getAccessor(type);
  }

  static Field<String> text(IType<IItem> type, String name) {
    return new Field<>(type, name, UnitLookup.PLAIN_TEXT);
  }

  static Field<Boolean> flag(IType<IItem> type, String name) {
    return new Field<>(type, name, UnitLookup.FLAG);
  }

  /** A count: to Mission Control a {@code long} without a unit is no quantity. */
  static Field<Number> count(IType<IItem> type, String name) {
    return new Field<>(type, name, UnitLookup.RAW_NUMBER);
  }

  static Field<IQuantity> time(IType<IItem> type, String name) {
    return new Field<>(type, name, UnitLookup.TIMESPAN);
  }

  static Field<IQuantity> ratio(IType<IItem> type, String name) {
    return new Field<>(type, name, UnitLookup.PERCENTAGE);
  }

  T get(IItem item, T otherwise) {
    T value = accessor == null ? null : accessor.getMember(item);
    return value == null ? otherwise : value;
  }

  static long countOf(Field<Number> field, IItem item) {
    return field.get(item, 0L).longValue();
  }

  static long nanosOf(Field<IQuantity> field, IItem item) {
    IUnit nanosecond = UnitLookup.NANOSECOND;
    return field.get(item, nanosecond.quantity(0)).clampedLongValueIn(nanosecond);
  }

  static double ratioOf(Field<IQuantity> field, IItem item) {
    IUnit whole = UnitLookup.PERCENT_UNITY;
    return field.get(item, whole.quantity(0)).doubleValueIn(whole);
  }
}
