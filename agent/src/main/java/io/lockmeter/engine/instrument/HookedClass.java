package io.lockmeter.engine.instrument;

/**
 * A class and what is woven into it.
 *
 * @param name its name with dots
 * @param ofJdk whether only the boot loader's class of that name is meant
 * @param optional whether some JDK does without it
 */
record HookedClass(String name, boolean ofJdk, boolean optional, Weaver weaver) {

  static HookedClass jdk(String name, Weaver weaver) {
    return new HookedClass(name, true, false, weaver);
  }

  String internalName() {
    return name.replace('.', '/');
  }
}
