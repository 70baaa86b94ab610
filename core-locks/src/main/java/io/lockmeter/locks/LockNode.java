package io.lockmeter.locks;

import io.lockmeter.locks.LockOrderViolation.Acquisition;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** One way to hold the locks of a class: shared or exclusive. A node of the graph. */
final class LockNode {

  final LockClass type;
  final boolean exclusive;

  /** What was acquired while this was held. Written under the graph's lock only. */
  final ConcurrentMap<LockNode, Acquisition> successors = new ConcurrentHashMap<>();

  /** What must not be acquired while this is held. Guarded by the graph's lock. */
  final Map<LockNode, LockOrderViolation> refused = new HashMap<>();

  LockNode(LockClass type, boolean exclusive) {
    this.type = type;
    this.exclusive = exclusive;
  }

  /** Whether {@code wanted} may be acquired while this is held, for all that is known. */
  boolean precedes(LockNode wanted) {
    return successors.containsKey(wanted);
  }

  /** Whether who wants a lock in this way waits for who holds it in the other. */
  boolean waitsFor(LockNode held) {
    return exclusive || held.exclusive || type.writersWait;
  }

  /** The name, with rank and mode where they say something. */
  @Override
  public String toString() {
    String mode = type.readWrite ? exclusive ? "write" : "read" : "";
    if (type.rank == LockClass.UNRANKED) {
      return mode.isEmpty() ? type.name : type.name + " (" + mode + ")";
    }
    return type.name + " (rank " + type.rank + (mode.isEmpty() ? "" : ", " + mode) + ")";
  }
}
