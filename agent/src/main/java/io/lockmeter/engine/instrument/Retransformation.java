package io.lockmeter.engine.instrument;

import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Has loaded classes transformed again.
 *
 * <p>Many at once are many times cheaper than one by one, as each call stops the JVM once; but one
 * class that the JVM refuses makes the others of its call fail. So what fails is halved.
 */
public final class Retransformation {

  /** Takes a class that the JVM refuses to transform, and why. */
  @FunctionalInterface
  public interface Refusal {
    void refused(Class<?> type, Throwable reason);
  }

  private static final int BATCH = 100;

  /** What the application has to itself between two stops. */
  private static final long PAUSE_MILLIS = 20;

  private Retransformation() {}

  /**
   * Transforms {@code types} a hundred at a time, with pauses in between.
   *
   * @param stop looked at before each batch: whether to leave out the rest
   */
  public static void inBatches(
      Instrumentation instrumentation, List<Class<?>> types, BooleanSupplier stop, Refusal refusal)
      throws InterruptedException {
    for (int from = 0; from < types.size() && !stop.getAsBoolean(); from += BATCH) {
      if (from > 0) {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
      of(instrumentation, types.subList(from, Math.min(types.size(), from + BATCH)), refusal);
    }
  }

  /** Transforms {@code types} in one call, if none of them is refused. */
  public static void of(Instrumentation instrumentation, List<Class<?>> types, Refusal refusal) {
    if (types.isEmpty()) {
      return;
    }
    try {
      instrumentation.retransformClasses(types.toArray(new Class<?>[0]));
    } catch (Throwable e) {
      int size = types.size();
      if (size == 1) {
        refusal.refused(types.get(0), e);
      } else {
        of(instrumentation, types.subList(0, size / 2), refusal);
        of(instrumentation, types.subList(size / 2, size), refusal);
      }
    }
  }
}
