package io.lockmeter.locks;

/** Which lock it is: one object for both halves of a read-write lock. */
final class LockIdentity {

  /** Counted over all locks of the process. */
  final long number = LockClass.nextNumber();

  /** Whether its holder may acquire it again. */
  final boolean reentrant;

  LockIdentity(boolean reentrant) {
    this.reentrant = reentrant;
  }
}
