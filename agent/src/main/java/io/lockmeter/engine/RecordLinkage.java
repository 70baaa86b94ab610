package io.lockmeter.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;

/**
 * Makes the JDK forget the records of the engine. Each method handle remembers the type that it was
 * last adapted to, and those behind {@code equals} and {@code hashCode} of records are static: they
 * keep the engine's loader until another record is linked. Newer JDKs remember types of loaders
 * like ours apart, and softly.
 */
final class RecordLinkage {

  /** A class that stays, of a loader that is not the JDK's own. */
  private static final String STAYS = "io.lockmeter.agent.LockmeterAgent";

  private RecordLinkage() {}

  /** Links both methods once more, as if two classes that stay were records. */
  static void forget() throws Throwable {
    link(String.class);
    link(Class.forName(STAYS, false, ClassLoader.getSystemClassLoader()));
  }

  private static void link(Class<?> type) throws Throwable {
    link(type, "equals", MethodType.methodType(boolean.class, type, Object.class));
    link(type, "hashCode", MethodType.methodType(int.class, type));
  }

  private static void link(Class<?> type, String method, MethodType signature) throws Throwable {
    ObjectMethods.bootstrap(
        MethodHandles.lookup(), method, signature, type, "value", MethodHandles.identity(type));
  }
}
