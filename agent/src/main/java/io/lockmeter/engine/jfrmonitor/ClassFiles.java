package io.lockmeter.engine.jfrmonitor;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the class files of loaded classes, as their loaders give them. */
final class ClassFiles {

  private final Supplier<Class<?>[]> loadedClasses;

  ClassFiles(Supplier<Class<?>[]> loadedClasses) {
    this.loadedClasses = loadedClasses;
  }

  /**
   * The class file of {@code className}, or null if its loader has none to show, as for classes
   * made at run time.
   */
  byte @Nullable [] read(String className) {
    String resource = className.replace('.', '/') + ".class";
    byte[] platform = read(ClassLoader.getPlatformClassLoader(), resource);
    if (platform != null) {
      return platform;
    }
    for (Class<?> loaded : loadedClasses.get()) {
      ClassLoader loader = loaded.getClassLoader();
      if (loader != null && loaded.getName().equals(className)) {
        return read(loader, resource);
      }
    }
    return null;
  }

  private static byte @Nullable [] read(ClassLoader loader, String resource) {
    try (InputStream in = loader.getResourceAsStream(resource)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException | RuntimeException e) {
      // A loader that cannot show the file costs this monitor its field name and nothing more.
      return null;
    }
  }
}
