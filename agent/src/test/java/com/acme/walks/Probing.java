package com.acme.walks;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;

/** Acquires a synchronizer that walks the stack while it is being acquired. */
public class Probing implements Callable<List<StackWalker.StackFrame>> {

  private final Sync sync = new Sync();
  private final Sync first = new Sync();
  private final Sync second = new Sync();

  /** Class of the lock that a probing acquires. */
  public static Class<?> syncClass() {
    return Sync.class;
  }

  @Override
  public List<StackWalker.StackFrame> call() {
    sync.acquire(1);
    return sync.frames;
  }

  /** Acquires two from one line. */
  public List<List<StackWalker.StackFrame>> both() {
    return List.of(first.walk(), second.walk());
  }

  /** Acquires two from two lines. */
  public List<List<StackWalker.StackFrame>> oneByOne() {
    List<StackWalker.StackFrame> one = first.walk();
    List<StackWalker.StackFrame> two = second.walk();
    return List.of(one, two);
  }

  /** Never contended. */
  static final class Sync extends AbstractQueuedSynchronizer {

    private transient List<StackWalker.StackFrame> frames = List.of();

    List<StackWalker.StackFrame> walk() {
      acquire(1);
      return frames;
    }

    @Override
    protected boolean tryAcquire(int unused) {
      frames =
          StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
              .walk(stack -> stack.dropWhile(frame -> inSync(frame)).toList());
      return true;
    }

    private static boolean inSync(StackWalker.StackFrame frame) {
      return frame.getDeclaringClass() == Sync.class;
    }
  }
}
