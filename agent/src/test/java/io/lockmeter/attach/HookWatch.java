package io.lockmeter.attach;

import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** Listens in the place of the engine, to tell which hooks still are in the code that runs. */
final class HookWatch {

  private static final String RING = "io.lockmeter.bootstrap.";

  private HookWatch() {}

  /** Runs {@code action}, and returns the hooks that were reached meanwhile. */
  static Set<String> during(Action action) throws Exception {
    Set<String> reached = new ConcurrentSkipListSet<>();
    Class<?> type = Class.forName(RING + "LockListener", true, null);
    Class<?> probe = Class.forName(RING + "LockProbe", true, null);
    Object listener =
        Proxy.newProxyInstance(
            HookWatch.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              reached.add(method.getName());
              return method.getReturnType() == long.class ? 0L : null;
            });
    Object before = probe.getMethod("listen", type).invoke(null, listener);
    try {
      action.run();
    } finally {
      probe.getMethod("listen", type).invoke(null, before);
    }
    return reached;
  }

  /** What is done meanwhile. */
  interface Action {
    void run() throws Exception;
  }
}
