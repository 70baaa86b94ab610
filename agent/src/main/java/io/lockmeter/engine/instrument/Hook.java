package io.lockmeter.engine.instrument;

import org.jspecify.annotations.Nullable;

/**
 * What a method calls when it is entered and when it is left.
 *
 * @param enter the first thing it does
 * @param exit the last thing it does before it returns
 * @param thrown whether {@code exit} is called as well when the method throws
 */
record Hook(@Nullable ProbeCall enter, @Nullable ProbeCall exit, boolean thrown) {

  static Hook enter(ProbeCall enter) {
    return new Hook(enter, null, false);
  }

  static Hook exit(ProbeCall exit) {
    return new Hook(null, exit, false);
  }

  static Hook around(ProbeCall enter, ProbeCall exit) {
    return new Hook(enter, exit, true);
  }
}
