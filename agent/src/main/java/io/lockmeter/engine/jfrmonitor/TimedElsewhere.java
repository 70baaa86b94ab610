package io.lockmeter.engine.jfrmonitor;

/** Knows the methods whose monitors report their waits themselves. Safe for use by all threads. */
@FunctionalInterface
public interface TimedElsewhere {

  /**
   * @param className binary name of the class that declares the method
   * @param method its name
   * @param descriptor its descriptor, as in {@code (I)V}
   */
  boolean contains(String className, String method, String descriptor);
}
