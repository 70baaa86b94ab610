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
import java.util.zip.CRC32;
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
    "OwnStacks",
    "LockProbe",
    "CoarseClock",
    "HotMonitors",
    "InflatedMonitors",
    "JdkProbe",
    "EngineLoader",
    "RunningAgent",
    "AttachPoint"
  };

  /** The class that the engine defines a copy of. */
  private static final String COPIED = "MonitorProbe";

  private BootstrapInstaller() {}

  /**
   * Defines the classes and lets {@code java.base} and them see what they need of each other. Where
   * they are already, from an agent that was detached, they are used again.
   *
   * @param jar the agent's jar
   * @return the loader of the engine in it
   * @throws IllegalStateException if those that are there are not those of the jar
   */
  public static ClassLoader install(File jar, Instrumentation instrumentation)
      throws IOException, ClassNotFoundException {
    if (!installed()) {
      open(instrumentation, BootstrapInstaller.class.getModule(), "jdk.internal.misc");
      Definer.defineAll();
      Module boot = Class.forName(PACKAGE + "LockKind", false, null).getModule();
      open(instrumentation, boot, "jdk.internal.misc", "jdk.internal.vm");
      // While there are memory and stack enough: a class that could not be initialized when a hook
      // first needed it could not be used any more.
      for (String simpleName : CLASSES) {
        Class.forName(PACKAGE + simpleName, true, null);
      }
    } else if (AttachPoint.ring != checksum()) {
      throw new IllegalStateException(
          "another version of the agent was in this JVM before; use its jar, or restart the JVM");
    }
    // Not a constructor: to verify that, the class would be loaded before it is defined.
    return EngineLoader.of(jar, ClassLoader.getPlatformClassLoader());
  }

  /**
   * The option with which this JVM was started to write an archive of classes, or nothing if it was
   * started to run a program.
   */
  public static String trainingRun(Instrumentation instrumentation) {
    open(instrumentation, BootstrapInstaller.class.getModule(), "jdk.internal.misc");
    return TrainingRun.option();
  }

  private static boolean installed() {
    try {
      Class.forName(PACKAGE + "AttachPoint", false, null);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static long checksum() throws IOException {
    CRC32 checksum = new CRC32();
    for (String simpleName : CLASSES) {
      checksum.update(classFile(simpleName));
    }
    checksum.update(classFile(COPIED));
    return checksum.getValue();
  }

  private static byte[] classFile(String simpleName) throws IOException {
    String entry = (PACKAGE + simpleName).replace('.', '/') + ".class";
    try (InputStream in = BootstrapInstaller.class.getClassLoader().getResourceAsStream(entry)) {
      return in.readAllBytes();
    }
  }

  /** Exports packages of java.base to {@code module}, and lets java.base read it. */
  private static void open(Instrumentation instrumentation, Module module, String... packages) {
    Map<String, Set<Module>> exports = new HashMap<>();
    for (String name : packages) {
      exports.put(name, Collections.singleton(module));
    }
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
      CRC32 checksum = new CRC32();
      for (String simpleName : CLASSES) {
        byte[] bytes = classFile(simpleName);
        checksum.update(bytes);
        String name = (PACKAGE + simpleName).replace('.', '/');
        unsafe.defineClass(name, bytes, 0, bytes.length, null, null);
      }
      checksum.update(classFile(COPIED));
      AttachPoint.ring = checksum.getValue();
    }
  }
}
