package io.lockmeter.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;

/**
 * Makes the JDK forget the records of the engine. On 17 each method handle remembers the type that
 * it was last adapted to, and those behind {@code equals} and {@code hashCode} of records are
 * static: they would keep the engine's loader until another record is linked. Newer JDKs remember
 * ours softly.
 */
final class RecordLinkage {

  private RecordLinkage() {}

  /** Links both methods once more, as if {@link String} were a record. */
  static void forget() throws Throwable {
    link("equals", MethodType.methodType(boolean.class, String.class, Object.class));
    link("hashCode", MethodType.methodType(int.class, String.class));
  }

  private static void link(String method, MethodType type) throws Throwable {
    ObjectMethods.bootstrap(
        MethodHandles.lookup(),
        method,
        type,
        String.class,
        "value",
        MethodHandles.identity(String.class));
  }
}
