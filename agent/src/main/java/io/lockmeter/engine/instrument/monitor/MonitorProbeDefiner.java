package io.lockmeter.engine.instrument.monitor;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import jdk.internal.misc.Unsafe;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.SimpleRemapper;

/**
 * Defines {@code MonitorProbe} in package {@code java.lang}, under the name {@value #NAME}: every
 * loader can see it there, even one that passes on nothing but {@code java.*}.
 */
public final class MonitorProbeDefiner {

  /** The name that rewritten code calls. */
  static final String NAME = "java/lang/LockmeterMonitors";

  private static final String SOURCE = "io/lockmeter/bootstrap/MonitorProbe";

  private MonitorProbeDefiner() {}

  /**
   * Defines the class, unless it is there already from an agent that was detached.
   *
   * @param jar the agent's jar, which has the class among those of the bootstrap ring
   * @throws IOException if it cannot be read from there
   */
  public static void define(Instrumentation instrumentation, File jar) throws IOException {
    Module engine = MonitorProbeDefiner.class.getModule();
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of("jdk.internal.misc", Set.of(engine)),
        Map.of(),
        Set.of(),
        Map.of());
    if (!defined()) {
      byte[] bytes = renamed(read(jar));
      Definer.define(bytes);
    }
  }

  private static boolean defined() {
    try {
      Class.forName(NAME.replace('/', '.'), false, null);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static byte[] read(File file) throws IOException {
    try (JarFile jar = new JarFile(file, false)) {
      JarEntry entry = jar.getJarEntry(SOURCE + ".class");
      if (entry == null) {
        throw new FileNotFoundException(file + " has no " + SOURCE + "; use the jar as built");
      }
      try (InputStream in = jar.getInputStream(entry)) {
        return in.readAllBytes();
      }
    }
  }

  private static byte[] renamed(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(0);
    reader.accept(new ClassRemapper(writer, new SimpleRemapper(SOURCE, NAME)), 0);
    return writer.toByteArray();
  }

  // Linked only once the package it needs is exported.
  private static final class Definer {

    static void define(byte[] bytes) {
      Unsafe.getUnsafe().defineClass(NAME, bytes, 0, bytes.length, null, null);
    }
  }
}
