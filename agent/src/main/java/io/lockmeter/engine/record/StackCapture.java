package io.lockmeter.engine.record;

import io.lockmeter.engine.naming.Frames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes the innermost frames of the calling thread, without those of the hooks. A few microseconds,
 * so it is called at most a few hundred times a second; while a thread waits, not while it holds,
 * where that can be chosen.
 */
final class StackCapture
    implements Function<Stream<StackWalker.StackFrame>, List<StackWalker.StackFrame>>,
        Consumer<StackWalker.StackFrame> {

  // Enough for the hooks, a lock, and who calls it: each further batch takes another way through
  // the JVM.
  private static final int FIRST_BATCH = 16;

  private static final StackWalker WALKER =
      StackWalker.getInstance(Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE), FIRST_BATCH);

  private static final ClassLoader ENGINE = StackCapture.class.getClassLoader();
  private static final String LOCKS = "java.util.concurrent.locks.";

  /** Frames searched for one of the application. */
  private static final int MAX_DEPTH = 64;

  static {
    // So that the JDK's own classes for it are initialized as early as this one.
    frames(0);
  }

  private final int beyond;
  private final List<StackWalker.StackFrame> frames = new ArrayList<>();
  private int applicationFrames;

  private StackCapture(int beyond) {
    this.beyond = beyond;
  }

  /** The frames up to and including the first of the application and {@code beyond} more. */
  static List<StackWalker.StackFrame> frames(int beyond) {
    return WALKER.walk(new StackCapture(beyond));
  }

  /**
   * The first application frame, or else the first beyond the code of the lock, or null if there is
   * neither.
   */
  static StackWalker.@Nullable StackFrame site(List<StackWalker.StackFrame> frames) {
    StackWalker.StackFrame caller = null;
    for (int i = 0; i < frames.size(); i++) {
      StackWalker.StackFrame frame = frames.get(i);
      if (Frames.application(frame.getDeclaringClass())) {
        return frame;
      }
      if (caller == null && !frame.getClassName().startsWith(LOCKS)) {
        caller = frame;
      }
    }
    return caller;
  }

  @Override
  public List<StackWalker.StackFrame> apply(Stream<StackWalker.StackFrame> stack) {
    Spliterator<StackWalker.StackFrame> rest = stack.spliterator();
    for (int i = 0; i < MAX_DEPTH && applicationFrames <= beyond; i++) {
      if (!rest.tryAdvance(this)) {
        break;
      }
    }
    return frames;
  }

  @Override
  public void accept(StackWalker.StackFrame frame) {
    Class<?> type = frame.getDeclaringClass();
    if (frames.isEmpty() && agent(type)) {
      return;
    }
    if (applicationFrames > 0 || Frames.application(type)) {
      applicationFrames++;
    }
    frames.add(frame);
  }

  private static boolean agent(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == ENGINE
        || (loader == null
            && (type.getName().startsWith("io.lockmeter.bootstrap.")
                || type.getName().equals("java.lang.LockmeterMonitors")));
  }
}
