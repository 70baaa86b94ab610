package io.lockmeter.engine.instrument.monitor;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which monitors are entered and left by code that was not rewritten, as far as that can be told
 * from the code. Thread-safe.
 */
final class LeftMonitors {

  private final Set<String> classes = ConcurrentHashMap.newKeySet();
  private volatile boolean any;
  private volatile boolean ofClassObjects;

  /** A synchronized method of the class, as {@code com/acme/Foo}, is left. */
  void method(String internalName, boolean isStatic) {
    if (isStatic) {
      ofClassObjects = true;
    } else {
      classes.add(internalName.replace('/', '.'));
    }
  }

  /** All synchronized methods of a class with that use of monitors are left. */
  void methods(Class<?> type, MonitorUse use) {
    if (use.ofTheClass()) {
      ofClassObjects = true;
    }
    if (use.ofInstances()) {
      classes.add(type.getName());
    }
  }

  /** Code is left that may enter the monitor of any object. */
  void any() {
    any = true;
  }

  /** Whether all monitors may be entered by such code. */
  boolean mayBeAny() {
    return any;
  }

  /** Whether {@link Class} objects may be entered by such code. */
  boolean mayBeClassObjects() {
    return ofClassObjects;
  }

  /** Whether a synchronized method that the class declares is left. */
  boolean contains(Class<?> type) {
    return classes.contains(type.getName());
  }
}
