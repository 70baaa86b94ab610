package io.lockmeter.locks;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** As much of the library's lock as the agent relies on: two fields and how they are set. */
public final class ProfiledLock {

  final String name;
  final Lock delegate;

  public ProfiledLock(String name) {
    this(name, new ReentrantLock());
  }

  public ProfiledLock(String name, Lock delegate) {
    this.name = name;
    this.delegate = delegate;
  }
}
