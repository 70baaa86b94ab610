package io.lockmeter.locks;

import java.util.concurrent.locks.Lock;

/** A lock of a class, with its place in the order of all locks. */
abstract sealed class OrderedLock implements Lock permits CheckedLock, UncheckedLock {

  final Lock delegate;
  final LockNode node;
  final LockIdentity identity;

  OrderedLock(Lock delegate, LockNode node, LockIdentity identity) {
    this.delegate = delegate;
    this.node = node;
    this.identity = identity;
  }

  /** Of the two halves of a read-write lock, the write lock comes first. */
  final int compareTo(OrderedLock other) {
    int byClass = node.type.compareTo(other.node.type);
    if (byClass != 0) {
      return byClass;
    }
    int byNumber = Long.compare(identity.number, other.identity.number);
    return byNumber == 0 ? Boolean.compare(other.node.exclusive, node.exclusive) : byNumber;
  }

  /** The class and the delegate's own description, which tells who holds it. */
  @Override
  public final String toString() {
    return node + " (" + delegate + ")";
  }
}
