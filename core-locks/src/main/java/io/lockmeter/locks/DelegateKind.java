package io.lockmeter.locks;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** What sort of lock a profiled lock wraps, in the words that lock profiles use. */
final class DelegateKind {

  private DelegateKind() {}

  /** The kind of an exclusive lock. */
  static String of(Lock delegate) {
    if (delegate instanceof ReentrantLock) {
      return "reentrant";
    }
    if (delegate instanceof ReentrantReadWriteLock.WriteLock) {
      return "write";
    }
    return isViewOfStampedLock(delegate) ? "stamped_write" : "other";
  }

  /** Whether several threads can hold it. Known of the JDK's locks only. */
  static boolean isShared(Lock delegate) {
    // The views of a StampedLock have no public class to test for.
    return delegate instanceof ReentrantReadWriteLock.ReadLock
        || (isViewOfStampedLock(delegate)
            && delegate.getClass().getSimpleName().equals("ReadLockView"));
  }

  private static boolean isViewOfStampedLock(Lock delegate) {
    return delegate.getClass().getEnclosingClass() == StampedLock.class;
  }
}
