package com.acme;

/** Hides its synchronizer behind methods of its own. */
class Gate {

  private final Mutex sync = new Mutex();

  void enter() {
    sync.acquire(1);
  }
}
