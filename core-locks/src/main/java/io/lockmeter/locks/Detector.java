package io.lockmeter.locks;

import static java.lang.System.Logger.Level.WARNING;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.lockmeter.locks.LockOrder.Policy;
import io.lockmeter.locks.LockOrderViolation.Acquisition;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at acquisitions of a kind not seen before, and does what the policy says about them. */
final class Detector {

  private static final int MAX_FRAMES = 64;
  private static final Set<String> OWN_FRAMES =
      Stream.of(
              Detector.class,
              CheckedLock.class,
              CheckedCondition.class,
              LockSet.class,
              LockOrder.class)
          .map(Class::getName)
          .collect(toUnmodifiableSet());

  final OrderGraph graph;
  private final Policy policy;
  private final System.@Nullable Logger logger;

  Detector(Policy policy) {
    this.policy = policy;
    this.graph = new OrderGraph(new ReentrantLock(), policy == Policy.THROW);
    this.logger = policy == Policy.WARN ? System.getLogger(LockOrder.class.getName()) : null;
  }

  /** The caller, who holds the one, is about to acquire the other, and it is not known as safe. */
  void firstNesting(LockNode held, LockNode wanted) {
    LockOrderViolation found = graph.add(held, wanted, byCaller(held.toString(), wanted));
    if (found != null) {
      report(found);
    }
  }

  /** The caller is about to wait as a writer, which is not known of any before. */
  void firstWriter(LockNode wanted) {
    graph.addWriter(wanted.type, byCaller(null, wanted)).forEach(this::report);
  }

  private void report(LockOrderViolation found) {
    if (policy == Policy.THROW) {
      throw new LockOrderException(found);
    }
    if (logger != null) {
      try {
        logger.log(WARNING, found::describe);
      } catch (RuntimeException e) {
        // It is the application's logger: nothing it throws may keep a lock from being acquired.
      }
    }
  }

  private static Acquisition byCaller(@Nullable String held, LockNode wanted) {
    Thread caller = Thread.currentThread();
    List<StackTraceElement> stack =
        StackWalker.getInstance()
            .walk(
                frames ->
                    frames
                        .dropWhile(frame -> OWN_FRAMES.contains(frame.getClassName()))
                        .limit(MAX_FRAMES)
                        .map(StackWalker.StackFrame::toStackTraceElement)
                        .toList());
    // Virtual threads have no name unless they are given one.
    String name = caller.getName().isEmpty() ? caller.toString() : caller.getName();
    return new Acquisition(held, wanted.toString(), name, Instant.now(), stack);
  }
}
