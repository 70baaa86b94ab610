package io.lockmeter.locks;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/** A read-write lock that tells who writes. */
final class OwnedReadWriteLock extends ReentrantReadWriteLock {

  private static final long serialVersionUID = 1;

  OwnedReadWriteLock(boolean fair) {
    super(fair);
  }

  @Override
  protected @Nullable Thread getOwner() {
    return super.getOwner();
  }
}
