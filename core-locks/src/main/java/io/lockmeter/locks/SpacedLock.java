package io.lockmeter.locks;

import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock whose contended words lie 128 bytes, two cache lines, or more from those of the next.
 *
 * <p>The words are not in the lock but in the synchronizer that it refers to, which collectors that
 * copy breadth-first move away from it, next to those of its neighbours. Padding in the lock itself
 * does not help against that; a second object that each lock refers to does, whether they copy
 * breadth-first or depth-first. Collectors with several threads may still put two synchronizers
 * side by side now and then, which costs those two some speed until the next collection.
 */
final class SpacedLock extends ReentrantLock {

  private static final long serialVersionUID = 1;

  @SuppressWarnings("unused") // takes up room
  private final byte[] spacer = new byte[128];

  SpacedLock(boolean fair) {
    super(fair);
  }
}
