package io.lockmeter.engine.instrument;

import org.jspecify.annotations.Nullable;

/**
 * One argument of a call to a probe.
 *
 * @param name of the field, for {@link Kind#FIELD}
 * @param number of the argument from 0, for {@link Kind#ARGUMENT}; 0 or 1 for {@link Kind#FLAG}
 */
record Operand(Kind kind, @Nullable String name, int number) {

  enum Kind {
    /** The object whose method it is. */
    SELF,
    /** A field that the class of the method declares; an int becomes a long. */
    FIELD,
    /** What the method was called with, even where it assigns the parameter later. */
    ARGUMENT,
    /** A constant boolean. */
    FLAG,
    /** What the probe at the entry returned, 0 if it threw. */
    TOKEN,
    /** What the method returns, 0 if it throws. */
    RESULT
  }

  static final Operand SELF = new Operand(Kind.SELF, null, 0);
  static final Operand TOKEN = new Operand(Kind.TOKEN, null, 0);
  static final Operand RESULT = new Operand(Kind.RESULT, null, 0);

  static Operand field(String name) {
    return new Operand(Kind.FIELD, name, 0);
  }

  static Operand argument(int number) {
    return new Operand(Kind.ARGUMENT, null, number);
  }

  static Operand flag(boolean value) {
    return new Operand(Kind.FLAG, null, value ? 1 : 0);
  }
}
