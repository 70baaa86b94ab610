package io.lockmeter.safety.soak;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A class loader as a server has one for each deployment of an application. It defines {@link
 * Template000} and the classes nested in it under another name of the same length.
 */
final class Redeployment extends ClassLoader {

  private static final String TEMPLATE = "Template000";
  private static final String PACKAGE = Redeployment.class.getPackageName();

  private final String name;

  /**
   * @param number of the name, below 1000; not 0
   */
  Redeployment(int number) {
    super(Redeployment.class.getClassLoader());
    name = "Template" + String.format("%03d", number);
  }

  Redeployed instance() {
    try {
      Class<?> type = loadClass(PACKAGE + "." + name);
      return (Redeployed) type.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected Class<?> findClass(String className) throws ClassNotFoundException {
    try (InputStream file = getResourceAsStream(className.replace('.', '/') + ".class")) {
      if (file == null) {
        throw new ClassNotFoundException(className);
      }
      byte[] bytes = file.readAllBytes();
      return defineClass(className, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(className, e);
    }
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String file) {
    if (!file.contains(name)) {
      return super.getResourceAsStream(file);
    }
    try (InputStream template = super.getResourceAsStream(file.replace(name, TEMPLATE))) {
      return template == null ? null : new ByteArrayInputStream(renamed(template.readAllBytes()));
    } catch (IOException e) {
      return null;
    }
  }

  // In a class file the names are there as they are, and stay as long as they were.
  private byte[] renamed(byte[] classFile) {
    return new String(classFile, StandardCharsets.ISO_8859_1)
        .replace(TEMPLATE, name)
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
