package io.lockmeter.locks;

import java.util.concurrent.locks.StampedLock;

/** A lock whose words are at least 128 bytes, two cache lines, from those of the next object. */
final class PaddedStampedLock extends StampedLock {

  private static final long serialVersionUID = 1;

  // The fields of a superclass come first: what follows keeps the next object away.
  @SuppressWarnings("unused")
  private long p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14, p15;
}
