package io.lockmeter.engine.record;

import io.lockmeter.bootstrap.AgentThread;
import io.lockmeter.bootstrap.LockProbe;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The states of all threads seen, by thread id; no {@code ThreadLocal}, as virtual threads come by
 * the million.
 */
final class ThreadTable {

  private final WeakTable<ThreadState> table = new WeakTable<>();
  private final AtomicReference<@Nullable ThreadState> ended = new AtomicReference<>();
  private final long beganAt;

  /**
   * @param beganAt when recording began: the start, for our purpose, of threads that were there
   *     before
   */
  ThreadTable(long beganAt) {
    this.beganAt = beganAt;
  }

  /** The state of the calling thread, or null if it is none of the application's. */
  @Nullable ThreadState current() {
    Thread thread = Thread.currentThread();
    long id = LockProbe.threadId(thread);
    ThreadState state = find(id);
    if (state == null) {
      state = add(thread, id, beganAt);
    }
    return state.ignored ? null : state;
  }

  @Nullable ThreadState find(long id) {
    for (ThreadState state = table.head(hash(id)); state != null; state = state.next) {
      if (state.id == id) {
        return state;
      }
    }
    return null;
  }

  ThreadState add(Thread thread, long id, long startedAt) {
    ThreadState created = new ThreadState(thread, id, startedAt, ignored(thread));
    while (true) {
      ThreadState head = table.head(created.hash);
      ThreadState known = find(id);
      if (known != null) {
        return known;
      }
      if (table.push(created, head)) {
        return created;
      }
    }
  }

  /**
   * Notes that {@code state}'s thread is at its end. The thread says so itself, and the aggregator
   * may see it at the same moment.
   */
  void end(ThreadState state, long now) {
    if (!state.end(now)) {
      return;
    }
    ThreadState head;
    do {
      head = ended.get();
      state.nextEnded = head;
    } while (!ended.compareAndSet(head, state));
  }

  /** Takes the threads that have ended since the last call. */
  @Nullable ThreadState takeEnded() {
    return ended.getAndSet(null);
  }

  void forEach(Consumer<ThreadState> action) {
    table.forEach(action);
  }

  void sweep(Predicate<ThreadState> gone) {
    table.sweep(gone);
  }

  private static int hash(long id) {
    return (int) (id ^ (id >>> 32));
  }

  // Carriers run the scheduler of virtual threads between the application's; JFR's and our own
  // threads
  // would make us measure ourselves.
  private static boolean ignored(Thread thread) {
    if (thread instanceof AgentThread) {
      return true;
    }
    if (thread.getClass().getName().equals("jdk.internal.misc.CarrierThread")) {
      return true;
    }
    String name = thread.getName();
    return name.startsWith("JFR ") || name.startsWith("lockmeter-");
  }
}
