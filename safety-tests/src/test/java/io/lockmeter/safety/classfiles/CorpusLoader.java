package io.lockmeter.safety.classfiles;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Defines the classes of some jars, as the agent leaves them or as they are in the jars. */
final class CorpusLoader extends URLClassLoader {

  private final boolean plain;
  private final Map<String, byte[]> originals = new ConcurrentHashMap<>();
  private final Map<String, byte[]> left = new ConcurrentHashMap<>();

  /**
   * @param plain whether classes are to be defined as they are in the jars
   */
  CorpusLoader(URL[] jars, boolean plain) {
    super(plain ? "plain" : "rewritten", jars, ClassLoader.getPlatformClassLoader());
    this.plain = plain;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    String internal = name.replace('.', '/');
    try (InputStream in = getResourceAsStream(internal + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] classFile = in.readAllBytes();
      originals.put(internal, classFile);
      return defineClass(name, classFile, 0, classFile.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  /** What {@link Observer} sees; gives what is to be defined instead, if anything. */
  byte @Nullable [] passing(String internalName, byte[] classFile) {
    left.put(internalName, classFile);
    return plain ? originals.get(internalName) : null;
  }

  boolean defines(String internalName) {
    return originals.containsKey(internalName);
  }

  /** The class file in the jar, of a class that was asked for. */
  byte[] original(String internalName) {
    return Objects.requireNonNull(originals.get(internalName), internalName);
  }

  /** The class file as it was when it had passed the agent the last time. */
  byte[] left(String internalName) {
    return Objects.requireNonNull(left.get(internalName), internalName);
  }
}
