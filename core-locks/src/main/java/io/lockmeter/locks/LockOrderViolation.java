package io.lockmeter.locks;

import static java.util.stream.Collectors.joining;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Acquisitions that can deadlock when different threads make them at the same moment.
 *
 * @param kind what is wrong with them
 * @param acquisitions the one that completed the cycle, then those before it: the thread of each
 *     wanted what that of the next one held, and the last wanted what the first one held. Just the
 *     first one where that says it all
 */
public record LockOrderViolation(Kind kind, List<Acquisition> acquisitions)
    implements Serializable {

  /** Copies the list. */
  public LockOrderViolation {
    acquisitions = List.copyOf(acquisitions);
  }

  /** What is wrong. */
  public enum Kind {
    /** Locks of different classes are taken in orders that form a cycle. */
    INVERSION("Lock order inverted"),
    /** A lock is taken while one of a higher rank is held. */
    RANK("Lock ranks inverted"),
    /** A lock is taken while one of its own class is held, which may be the same one. */
    NESTING("Locks of one class nested");

    private final String summary;

    Kind(String summary) {
      this.summary = summary;
    }
  }

  /**
   * An acquisition, as it was first seen.
   *
   * @param held class of the lock that was held, with its rank and mode if it has them; null where
   *     a writer completed the cycle, because readers may wait for one another from then on
   * @param wanted class of the lock that was about to be acquired, likewise
   * @param thread name of the thread
   * @param firstSeen when that was
   * @param stack the caller's frames at that moment, the innermost first, 64 at most
   */
  public record Acquisition(
      @Nullable String held,
      String wanted,
      String thread,
      Instant firstSeen,
      List<StackTraceElement> stack)
      implements Serializable {

    /** Copies the stack. */
    public Acquisition {
      stack = List.copyOf(stack);
    }

    private String line() {
      return held == null
          ? "thread \"" + thread + "\" wants " + wanted + ", for which readers will wait"
          : "thread \"" + thread + "\" holds " + held + " and wants " + wanted;
    }

    private String block() {
      return stack.stream()
          .map(frame -> "\n    at " + frame)
          .collect(joining("", "\n  " + line() + " (" + firstSeen + ")", ""));
    }
  }

  /** When it was first seen. */
  public Instant firstSeen() {
    return acquisitions.get(0).firstSeen();
  }

  /** What is wrong, with all stacks; several lines. */
  public String describe() {
    return acquisitions.stream().map(Acquisition::block).collect(joining("", toString(), ""));
  }

  /** What is wrong, in one line. */
  @Override
  public String toString() {
    return acquisitions.stream()
        .map(Acquisition::line)
        .collect(joining("; ", kind.summary + ": ", ""));
  }
}
