package io.lockmeter.engine.instrument.monitor;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;

/**
 * Tells whether a class may be serializable. The default {@code serialVersionUID} of such a class
 * counts in the modifiers of its methods (Java Object Serialization Specification, 4.6), so that
 * taking {@code synchronized} off one would make its serialized form unreadable for others.
 *
 * <p>Supertypes that are not of the JDK are read as resources: to load them is up to the
 * application. What cannot be read counts as serializable. Thread-safe.
 */
final class SerialVersions {

  private static final String ENUM = "java/lang/Enum";
  private static final String RECORD = "java/lang/Record";

  /** Longest way up that is followed. */
  private static final int MAX_DEPTH = 64;

  /** Answers kept per loader. */
  private static final int MAX_ANSWERS = 10_000;

  private final LoaderMap<Boolean> answers = new LoaderMap<>();

  /**
   * Whether a class may be serializable and have its version computed from its members.
   *
   * @param loader the loader that defines it
   * @param superName name of its superclass, as {@code com/acme/Base}
   */
  boolean computed(ClassLoader loader, String superName, String[] interfaces) {
    // Enum constants go by name, and the version of a record is 0 unless it says otherwise.
    return !superName.equals(ENUM)
        && !superName.equals(RECORD)
        && anySerializable(loader, superName, interfaces, 0);
  }

  private boolean anySerializable(
      ClassLoader loader, @Nullable String superName, String[] interfaces, int depth) {
    if (superName != null && serializable(loader, superName, depth)) {
      return true;
    }
    for (String name : interfaces) {
      if (serializable(loader, name, depth)) {
        return true;
      }
    }
    return false;
  }

  private boolean serializable(ClassLoader loader, String name, int depth) {
    if (name.startsWith("java/")) {
      return ofJdk(name);
    }
    ConcurrentMap<String, Boolean> known = answers.get(loader);
    Boolean answer = known.get(name);
    if (answer == null) {
      answer = depth >= MAX_DEPTH || read(loader, name, depth);
      if (known.size() < MAX_ANSWERS) {
        known.put(name, answer);
      }
    }
    return answer;
  }

  private static boolean ofJdk(String name) {
    if (name.equals(ENUM)) {
      return false;
    }
    try {
      return Serializable.class.isAssignableFrom(
          Class.forName(name.replace('/', '.'), false, ClassLoader.getPlatformClassLoader()));
    } catch (ClassNotFoundException | LinkageError e) {
      return true;
    }
  }

  private boolean read(ClassLoader loader, String name, int depth) {
    try (InputStream in = loader.getResourceAsStream(name + ".class")) {
      if (in == null) {
        return true;
      }
      ClassReader type = new ClassReader(in);
      return !type.getClassName().equals(name)
          || anySerializable(loader, type.getSuperName(), type.getInterfaces(), depth + 1);
    } catch (IOException | RuntimeException e) {
      return true;
    }
  }
}
