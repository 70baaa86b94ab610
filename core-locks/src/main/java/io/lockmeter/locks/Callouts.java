package io.lockmeter.locks;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The threads that are in code which a map has called: bodies of transactions, and functions for
 * one key. There they hold locks of the map, and might wait for ever for another, so the map
 * refuses it.
 *
 * <p>Safe for use by several threads; lock-free. All maps share one table of stacks, by thread.
 * Every operation of a map looks at the stack of its thread, which is mostly empty.
 */
final class Callouts {

  private static final VarHandle STACK = MethodHandles.arrayElementVarHandle(Callout[].class);

  private static final int STACKS_BITS = 8;
  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  // 128 bytes of references: two cache lines, because processors fetch neighbours in pairs.
  private static final int STRIDE = 32;

  // The first stride keeps the array's header, with its length, apart from the first stack.
  private static final @Nullable Callout[] STACKS = new Callout[((1 << STACKS_BITS) + 1) * STRIDE];

  /** For operations that may be called by a function, but not by the body of a transaction. */
  void refuseInBody() {
    Callout callout = find();
    if (callout != null && callout.body) {
      throw new IllegalStateException("the body of a transaction must not use the map itself");
    }
  }

  /** For operations that neither a function nor the body of a transaction may call. */
  void refuse() {
    Callout callout = find();
    if (callout != null) {
      throw new IllegalStateException(
          callout.body
              ? "the body of a transaction must not use the map itself"
              : "a function given to the map must not change the map");
    }
  }

  private @Nullable Callout find() {
    Thread caller = Thread.currentThread();
    // A plain read will do: what matters was written by the same thread.
    Callout callout = STACKS[stackOf(caller)];
    while (callout != null && !callout.is(caller, this)) {
      callout = callout.next;
    }
    return callout;
  }

  /** Refuses as {@link #refuse}. */
  void enterFunction() {
    refuse();
    push(false);
  }

  /** Call {@link #refuse} first, before locking. */
  void enterBody() {
    push(true);
  }

  private void push(boolean body) {
    Thread caller = Thread.currentThread();
    int stack = stackOf(caller);
    Callout others;
    do {
      others = (Callout) STACK.getVolatile(STACKS, stack);
    } while (!STACK.compareAndSet(STACKS, stack, others, new Callout(caller, this, body, others)));
  }

  void leave() {
    Thread caller = Thread.currentThread();
    int stack = stackOf(caller);
    Callout before;
    Callout others;
    do {
      before = (Callout) STACK.getVolatile(STACKS, stack);
      others = before.is(caller, this) ? before.next : without(before, caller);
    } while (!STACK.compareAndSet(STACKS, stack, before, others));
  }

  private @Nullable Callout without(@Nullable Callout callouts, Thread caller) {
    Callout others = null;
    for (Callout callout = callouts; callout != null; callout = callout.next) {
      if (!callout.is(caller, this)) {
        others = new Callout(callout.thread, callout.callouts, callout.body, others);
      }
    }
    return others;
  }

  private static int stackOf(Thread thread) {
    long spread = (thread.getId() * GOLDEN_RATIO) >>> (Long.SIZE - STACKS_BITS);
    return ((int) spread + 1) * STRIDE;
  }

  private static final class Callout {

    final Thread thread;
    final Callouts callouts;
    final boolean body;
    final @Nullable Callout next;

    Callout(Thread thread, Callouts callouts, boolean body, @Nullable Callout next) {
      this.thread = thread;
      this.callouts = callouts;
      this.body = body;
      this.next = next;
    }

    boolean is(Thread thread, Callouts callouts) {
      return this.thread == thread && this.callouts == callouts;
    }
  }
}
