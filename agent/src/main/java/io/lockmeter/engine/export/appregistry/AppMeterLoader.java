package io.lockmeter.engine.export.appregistry;

import io.lockmeter.engine.analyze.ProfileSource;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/**
 * Links the classes that make meters a second time, against the Micrometer of an application. They
 * are defined here anew, from the same class files; Micrometer is the application's, and all else
 * of the engine is the engine's, so what the two sides hand each other is of the same types.
 *
 * <p>Whoever reaches an object of this loader keeps the application's loader alive.
 */
final class AppMeterLoader extends ClassLoader {

  private static final String METERS = "io.lockmeter.engine.export.metrics.";
  private static final String OURS = "io.lockmeter.";
  private static final ClassLoader ENGINE = AppMeterLoader.class.getClassLoader();

  private AppMeterLoader(@Nullable ClassLoader application) {
    super("lockmeter-meters", application);
  }

  /**
   * Meters for the global registry of the Micrometer that {@code application} loads; none is
   * registered yet.
   *
   * @throws ReflectiveOperationException if this Micrometer lacks what they need
   * @throws LinkageError if they do not fit it
   */
  static AppMeters meters(
      @Nullable ClassLoader application,
      ProfileSource source,
      int maxLocks,
      String version,
      String monitors)
      throws ReflectiveOperationException {
    try {
      return (AppMeters)
          new AppMeterLoader(application)
              .loadClass(METERS + "GlobalRegistryMeters")
              .getConstructor(ProfileSource.class, int.class, String.class, String.class)
              .newInstance(source, maxLocks, version, monitors);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof ReflectiveOperationException missing) {
        throw missing;
      }
      throw e;
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS)) {
      return super.loadClass(name, resolve);
    }
    if (!name.startsWith(METERS)) {
      return ENGINE.loadClass(name);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (InputStream in = ENGINE.getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
