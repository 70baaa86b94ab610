package io.lockmeter.bootstrap;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Loads the engine and its libraries from the entries under {@code inst/} of the agent's jar, where
 * class files end in {@code .classdata} so that no scanner of the application takes them for its
 * own. In a profiled JVM its parent is the platform loader: the engine and the application cannot
 * see each other.
 */
public final class EngineLoader extends ClassLoader implements Closeable {

  private static final String PREFIX = "inst/";

  static {
    registerAsParallelCapable();
  }

  /**
   * One that does not refer to this loader: threads that the JDK makes on behalf of the engine, and
   * keeps, remember the domains of its classes.
   */
  private static final ProtectionDomain DOMAIN = new ProtectionDomain(null, null);

  private final File file;
  private final JarFile jar;

  private EngineLoader(File file, ClassLoader parent) throws IOException {
    super("lockmeter", parent);
    // The jar was opened by the JVM a moment ago: verifying signatures again only costs time.
    jar = new JarFile(file, false);
    this.file = file;
  }

  /** A loader of the engine in the jar {@code file}. */
  public static ClassLoader of(File file, ClassLoader parent) throws IOException {
    return new EngineLoader(file, parent);
  }

  /** The agent's jar. */
  public File file() {
    return file;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    JarEntry entry = jar.getJarEntry(entryName(name.replace('.', '/') + ".class"));
    if (entry == null) {
      throw new ClassNotFoundException(name);
    }
    try (InputStream in = jar.getInputStream(entry)) {
      byte[] bytes = in.readNBytes((int) entry.getSize());
      return defineClass(name, bytes, 0, bytes.length, DOMAIN);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  @Override
  protected @Nullable URL findResource(String name) {
    String entry = entryName(name);
    if (jar.getJarEntry(entry) == null) {
      return null;
    }
    try {
      return URI.create("jar:" + file.toURI() + "!/" + entry).toURL();
    } catch (MalformedURLException e) {
      return null;
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL url = findResource(name);
    return url == null
        ? Collections.<URL>emptyEnumeration()
        : Collections.enumeration(Collections.singleton(url));
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    JarEntry entry = jar.getJarEntry(entryName(name));
    if (entry == null) {
      return super.getResourceAsStream(name);
    }
    try {
      return jar.getInputStream(entry);
    } catch (IOException e) {
      return null;
    }
  }

  /** Lets go of the jar; from now on no class can be loaded that was not before. */
  @Override
  public void close() throws IOException {
    jar.close();
  }

  private static String entryName(String resource) {
    return PREFIX
        + (resource.endsWith(".class")
            ? resource.substring(0, resource.length() - ".class".length()) + ".classdata"
            : resource);
  }
}
