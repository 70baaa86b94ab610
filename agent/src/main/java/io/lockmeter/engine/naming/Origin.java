package io.lockmeter.engine.naming;

/**
 * Where the code that acquires a lock got it from. Class names are binary names as {@code
 * Class.getName()} gives them.
 */
public sealed interface Origin {

  /**
   * A field, or an element of the array or collection that the field holds.
   *
   * @param owner the class named in the instruction, which may inherit the field
   */
  record Field(String owner, String name, boolean element) implements Origin {}

  /** {@code this}, in code that {@code className} declares. */
  record This(String className) implements Origin {}

  /** A class literal. */
  record ClassLiteral(String className) implements Origin {}

  /** What a method returned. */
  record Returned(String owner, String method) implements Origin {}

  /** A parameter of the method, numbered from 0 without {@code this}: its callers know more. */
  record Parameter(int index) implements Origin {}

  /** Anything else: a local lock, or code that could not be followed. */
  record Unknown() implements Origin {}
}
