package io.lockmeter.bootstrap;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.internal.misc.Unsafe;

/**
 * Defines this package's classes in the boot loader.
 *
 * <p>It runs in a loader of its own, so that the internal package it needs is exported to nobody
 * else. {@code appendToBootstrapClassLoaderSearch} would do the same in one call, but prints a
 * warning of the JVM on stderr and costs the application its class-data archive on JDK 25.
 */
public final class BootstrapInstaller {

  private static final String PACKAGE = "io.lockmeter.bootstrap.";

  // Each before those that need it to be linked.
  private static final String[] CLASSES = {
    "AgentThread",
    "LockKind",
    "SampleStripe",
    "LockListener",
    "NoListener",
    "ReleaseTicks",
    "LockProbe",
    "CoarseClock",
    "HotMonitors",
    "InflatedMonitors",
    "JdkProbe",
    "EngineLoader"
  };

  private BootstrapInstaller() {}

  /**
   * Defines the classes and lets {@code java.base} and them see what they need of each other.
   *
   * @param jar the agent's jar
   * @return the loader of the engine in it
   */
  public static ClassLoader install(File jar, Instrumentation instrumentation)
      throws IOException, ClassNotFoundException {
    open(instrumentation, BootstrapInstaller.class.getModule());
    Definer.defineAll();
    Module boot = Class.forName(PACKAGE + "LockKind", false, null).getModule();
    open(instrumentation, boot);
    // Not a constructor: to verify that, the class would be loaded before it is defined.
    return EngineLoader.of(jar);
  }

  /**
   * Exports the package of the internal {@code Unsafe} to {@code module}, and lets java.base read
   * it.
   */
  private static void open(Instrumentation instrumentation, Module module) {
    Map<String, Set<Module>> exports = new HashMap<>();
    exports.put("jdk.internal.misc", Collections.singleton(module));
    instrumentation.redefineModule(
        Object.class.getModule(),
        Collections.singleton(module),
        exports,
        Collections.<String, Set<Module>>emptyMap(),
        Collections.<Class<?>>emptySet(),
        Collections.<Class<?>, List<Class<?>>>emptyMap());
  }

  // Linked only once the package it needs is exported.
  private static final class Definer {

    static void defineAll() throws IOException {
      Unsafe unsafe = Unsafe.getUnsafe();
      ClassLoader source = BootstrapInstaller.class.getClassLoader();
      for (String simpleName : CLASSES) {
        String name = (PACKAGE + simpleName).replace('.', '/');
        try (InputStream in = source.getResourceAsStream(name + ".class")) {
          byte[] bytes = in.readAllBytes();
          unsafe.defineClass(name, bytes, 0, bytes.length, null, null);
        }
      }
    }
  }
}
