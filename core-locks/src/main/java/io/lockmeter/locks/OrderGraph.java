package io.lockmeter.locks;

import io.lockmeter.locks.LockOrderViolation.Acquisition;
import io.lockmeter.locks.LockOrderViolation.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which locks were acquired while which were held, over all threads.
 *
 * <ol>
 *   <li>An edge is looked up without a lock, and added under one lock together with the search for
 *       the cycle that it closes. Of the edges of a cycle, the one that is added last is therefore
 *       compared with all others.
 *   <li>An edge that closes a cycle is added all the same, or refused for good.
 *   <li>A cycle leads through a class only if who wants its locks can wait for who holds them, and
 *       through no edge that breaks the ranks.
 * </ol>
 */
final class OrderGraph {

  static final int MAX_VIOLATIONS = 256;

  private final Lock lock;
  private final boolean refuses;
  private final List<LockOrderViolation> violations = new ArrayList<>();
  private long dropped;

  /**
   * Makes an empty graph.
   *
   * @param refuses whether edges that close a cycle are kept out
   */
  OrderGraph(Lock lock, boolean refuses) {
    this.lock = lock;
    this.refuses = refuses;
  }

  /** Adds an edge; returns what is wrong with it if it was not in the graph before. */
  @Nullable LockOrderViolation add(LockNode held, LockNode wanted, Acquisition acquisition) {
    lock.lock();
    try {
      if (held.precedes(wanted)) {
        return null;
      }
      LockOrderViolation refused = held.refused.get(wanted);
      if (refused != null) {
        return refused;
      }
      LockOrderViolation violation = judge(held, wanted, acquisition);
      if (violation != null) {
        keep(violation);
      }
      if (violation != null && refuses) {
        held.refused.put(wanted, violation);
      } else {
        held.successors.put(wanted, acquisition);
      }
      return violation;
    } finally {
      lock.unlock();
    }
  }

  /** Notes that writers wait for a class; returns what is wrong if that was not known before. */
  List<LockOrderViolation> addWriter(LockClass type, Acquisition acquisition) {
    lock.lock();
    try {
      if (type.writersWait) {
        return List.of();
      }
      if (type.refusedWriter != null) {
        return List.of(type.refusedWriter);
      }
      type.writersWait = true;
      List<LockOrderViolation> found = judgeReaders(type.shared, acquisition);
      found.forEach(this::keep);
      if (refuses && !found.isEmpty()) {
        type.writersWait = false;
        type.refusedWriter = found.get(0);
      } else {
        type.writersAreKnown();
      }
      return found;
    } finally {
      lock.unlock();
    }
  }

  List<LockOrderViolation> violations() {
    lock.lock();
    try {
      return List.copyOf(violations);
    } finally {
      lock.unlock();
    }
  }

  /** How many violations there were beyond {@link #MAX_VIOLATIONS}. */
  long dropped() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }

  private void keep(LockOrderViolation violation) {
    if (violations.size() < MAX_VIOLATIONS) {
      violations.add(violation);
    } else {
      dropped++;
    }
  }

  private @Nullable LockOrderViolation judge(
      LockNode held, LockNode wanted, Acquisition acquisition) {
    if (held.type == wanted.type) {
      return !held.type.nestable() && wanted.waitsFor(held)
          ? violation(Kind.NESTING, acquisition, List.of())
          : null;
    }
    List<Acquisition> others = chain(wanted, end -> end.type == held.type && end.waitsFor(held));
    if (held.type.outranks(wanted.type)) {
      return violation(Kind.RANK, acquisition, others == null ? List.of() : others);
    }
    return others == null ? null : violation(Kind.INVERSION, acquisition, others);
  }

  /** What the readers of a class have done that is wrong now that they wait for one another. */
  private List<LockOrderViolation> judgeReaders(LockNode readers, Acquisition writer) {
    List<LockOrderViolation> found = new ArrayList<>();
    readers.successors.forEach(
        (wanted, acquisition) -> {
          if (wanted == readers) {
            if (!readers.type.nestable()) {
              found.add(violation(Kind.NESTING, writer, List.of(acquisition)));
            }
          } else if (wanted.type != readers.type) {
            List<Acquisition> others = chain(wanted, end -> end == readers);
            if (others != null) {
              others.add(0, acquisition);
              found.add(violation(Kind.INVERSION, writer, others));
            }
          }
        });
    return found;
  }

  /**
   * The shortest chain of waits that starts with those for {@code wanted} and ends at a lock that
   * is wanted in such a way; null if there is none.
   */
  private static @Nullable List<Acquisition> chain(LockNode wanted, Predicate<LockNode> end) {
    Set<LockNode> reached = new HashSet<>(Set.of(wanted));
    Deque<Chain> chains = new ArrayDeque<>(List.of(new Chain(wanted, List.of())));
    for (Chain chain = chains.poll(); chain != null; chain = chains.poll()) {
      LockNode last = chain.wanted;
      if (end.test(last)) {
        return chain.acquisitions;
      }
      for (LockNode held : List.of(last.type.shared, last.type.exclusive)) {
        if (last.waitsFor(held)) {
          for (Map.Entry<LockNode, Acquisition> edge : held.successors.entrySet()) {
            if (leads(held.type, edge.getKey().type) && reached.add(edge.getKey())) {
              chains.add(new Chain(edge.getKey(), append(chain.acquisitions, edge.getValue())));
            }
          }
        }
      }
    }
    return null;
  }

  // A rank says which acquisition is wrong: what it would make of the others is no news.
  private static boolean leads(LockClass held, LockClass wanted) {
    return held != wanted && !held.outranks(wanted);
  }

  private static LockOrderViolation violation(
      Kind kind, Acquisition completing, List<Acquisition> others) {
    List<Acquisition> acquisitions = new ArrayList<>(List.of(completing));
    acquisitions.addAll(others);
    return new LockOrderViolation(kind, acquisitions);
  }

  private static List<Acquisition> append(List<Acquisition> acquisitions, Acquisition last) {
    List<Acquisition> longer = new ArrayList<>(acquisitions);
    longer.add(last);
    return longer;
  }

  /** Acquisitions each of which wants what the next one holds, up to {@code wanted}. */
  private record Chain(LockNode wanted, List<Acquisition> acquisitions) {}
}
