package io.lockmeter.safety.soak;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** What the classes of a dropped loader have in common. */
public interface Redeployed {

  /** The locks that its static fields hold. */
  List<Subject> subjects();

  /** Tries to acquire {@code lock} here, for as good as no time. */
  boolean attempt(ReentrantLock lock) throws InterruptedException;
}
