package io.lockmeter.locks;

import java.util.concurrent.locks.ReadWriteLock;

/** Two halves of one identity. */
record OrderedReadWriteLock(OrderedLock readLock, OrderedLock writeLock) implements ReadWriteLock {}
