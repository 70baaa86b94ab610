package io.lockmeter.safety.runtimes;

import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A lock, and the code that takes it.
 *
 * @param lock what the report calls it
 * @param holder takes the lock for as long as what it is given runs
 * @param waiter the same, on the thread that finds the lock held
 * @param waits whether a thread is in the lock's queue
 */
record Section(
    String lock,
    String kind,
    Consumer<Runnable> holder,
    Consumer<Runnable> waiter,
    Predicate<Thread> waits) {}
