package io.lockmeter.locks;

import java.util.Comparator;
import java.util.concurrent.locks.Lock;
import java.util.function.ToIntFunction;

/**
 * The one order of all locks of the process, in which {@link LockOrder#acquireAll} takes them. A
 * total order: no two locks compare as equal.
 */
final class GlobalOrder implements Comparator<Lock> {

  static final GlobalOrder INSTANCE = new GlobalOrder(System::identityHashCode);

  final FirstSeen ties = new FirstSeen();
  private final ToIntFunction<Lock> identityHash;

  GlobalOrder(ToIntFunction<Lock> identityHash) {
    this.identityHash = identityHash;
  }

  @Override
  public int compare(Lock a, Lock b) {
    if (a == b) {
      return 0;
    }
    if (a instanceof OrderedLock first) {
      return b instanceof OrderedLock second ? first.compareTo(second) : -1;
    }
    return b instanceof OrderedLock ? 1 : compareUnknown(a, b);
  }

  // Numbers for all would cost a weak reference for each lock that was ever named.
  private int compareUnknown(Lock a, Lock b) {
    int byHash = Integer.compare(identityHash.applyAsInt(a), identityHash.applyAsInt(b));
    return byHash == 0 ? Long.compare(ties.numberOf(a), ties.numberOf(b)) : byHash;
  }
}
