package io.lockmeter.engine.naming;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Class files as their own loaders find them. Keeps a few megabytes softly, and no loader alive.
 * Safe for use by several threads; may run code of the application's class loaders.
 */
final class ClassBytes {

  private static final Logger LOG = LoggerFactory.getLogger(ClassBytes.class);
  private static final int MAX_CACHED = 4 << 20;

  private final Map<@Nullable ClassLoader, SoftReference<Map<String, byte[]>>> cache =
      new WeakHashMap<>();
  private int cached;

  /**
   * The class file of {@code internalName}, or null if {@code loader}, null for the boot loader,
   * does not find it.
   */
  byte @Nullable [] of(@Nullable ClassLoader loader, String internalName) {
    byte[] bytes = cached(loader, internalName);
    if (bytes == null) {
      bytes = read(loader, internalName + ".class");
      if (bytes != null) {
        cache(loader, internalName, bytes);
      }
    }
    return bytes;
  }

  private static byte @Nullable [] read(@Nullable ClassLoader loader, String resource) {
    ClassLoader from = loader == null ? ClassLoader.getPlatformClassLoader() : loader;
    try (InputStream in = from.getResourceAsStream(resource)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException | RuntimeException | LinkageError e) {
      LOG.debug("Cannot read {}: locks used by it are named by place", resource, e);
      return null;
    }
  }

  private synchronized byte @Nullable [] cached(@Nullable ClassLoader loader, String name) {
    SoftReference<Map<String, byte[]>> reference = cache.get(loader);
    Map<String, byte[]> files = reference == null ? null : reference.get();
    return files == null ? null : files.get(name);
  }

  private synchronized void cache(@Nullable ClassLoader loader, String name, byte[] bytes) {
    cached += bytes.length;
    if (cached > MAX_CACHED) {
      cache.clear();
      cached = bytes.length;
    }
    SoftReference<Map<String, byte[]>> reference = cache.get(loader);
    Map<String, byte[]> files = reference == null ? null : reference.get();
    if (files == null) {
      files = new HashMap<>();
      cache.put(loader, new SoftReference<>(files));
    }
    files.put(name, bytes);
  }
}
