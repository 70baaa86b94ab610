package io.lockmeter.engine.instrument.monitor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Loads the classes of a folder or jar before its parent does, rewritten or as they are. */
final class ClassFileLoader extends ClassLoader {

  private static final String SUFFIX = ".class";

  private final Map<String, byte[]> classFiles;
  private final @Nullable MonitorRewriter rewriter;

  ClassFileLoader(Map<String, byte[]> classFiles, @Nullable MonitorRewriter rewriter) {
    super(ClassFileLoader.class.getClassLoader());
    this.classFiles = classFiles;
    this.rewriter = rewriter;
  }

  /** Class files by internal name. */
  static Map<String, byte[]> ofFolder(Path folder) throws IOException {
    Map<String, byte[]> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        if (name.endsWith(SUFFIX) && !name.contains("META-INF") && !name.contains("-info")) {
          found.put(name.substring(0, name.length() - SUFFIX.length()), Files.readAllBytes(file));
        }
      }
    }
    return found;
  }

  static Map<String, byte[]> ofJar(Path jar) throws IOException {
    try (FileSystem files = FileSystems.newFileSystem(jar)) {
      return ofFolder(files.getPath("/"));
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      byte[] original = classFiles.get(name.replace('.', '/'));
      if (original == null) {
        return super.loadClass(name, resolve);
      }
      byte[] changed =
          rewriter == null ? null : rewriter.rewrite(this, name.replace('.', '/'), null, original);
      byte[] bytes = changed == null ? original : changed;
      return defineClass(name, bytes, 0, bytes.length);
    }
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    byte[] bytes =
        name.endsWith(SUFFIX)
            ? classFiles.get(name.substring(0, name.length() - SUFFIX.length()))
            : null;
    return bytes != null ? new ByteArrayInputStream(bytes) : super.getResourceAsStream(name);
  }
}
