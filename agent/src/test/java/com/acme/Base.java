package com.acme;

import java.util.concurrent.locks.ReentrantLock;

/** Declares a lock that its subclasses use. */
public class Base {
  protected final ReentrantLock inherited = new ReentrantLock();
}
