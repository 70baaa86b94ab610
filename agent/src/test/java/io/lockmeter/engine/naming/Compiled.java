package io.lockmeter.engine.naming;

import io.lockmeter.testing.Compiler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The fixtures in {@code com.acme}, compiled by each compiler into a folder of its own. */
final class Compiled {

  private static final Path SOURCES = Path.of("src/test/java/com/acme");
  private static final Map<Compiler, Path> FOLDERS = new EnumMap<>(Compiler.class);

  private Compiled() {}

  /** One case for each compiler and class: compiler, binary name, class file. */
  static Stream<Arguments> by(Compiler[] compilers, String... names) {
    List<Arguments> cases = new ArrayList<>();
    try {
      for (Compiler compiler : compilers) {
        for (String name : names) {
          Path file = folder(compiler).resolve(name.replace('.', '/') + ".class");
          cases.add(Arguments.of(compiler, name, Files.readAllBytes(file)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cases.stream();
  }

  /** A loader that sees the fixtures of {@code compiler} instead of those on the class path. */
  static ClassLoader loader(Compiler compiler) throws IOException {
    URL[] urls = {folder(compiler).toUri().toURL()};
    return new URLClassLoader(compiler.name(), urls, Compiled.class.getClassLoader()) {
      @Override
      protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
          Class<?> loaded = findLoadedClass(name);
          if (loaded != null) {
            return loaded;
          }
          boolean own = name.startsWith("com.acme.") && !name.equals("com.acme.Origin");
          return own ? findClass(name) : super.loadClass(name, resolve);
        }
      }

      @Override
      public URL getResource(String name) {
        URL own = findResource(name);
        return own != null ? own : super.getResource(name);
      }
    };
  }

  private static synchronized Path folder(Compiler compiler) throws IOException {
    Path folder = FOLDERS.get(compiler);
    if (folder == null) {
      try (Stream<Path> sources = Files.list(SOURCES)) {
        folder =
            compiler.compile(
                sources.filter(Files::isRegularFile).toList(),
                Path.of("target", "fixtures", compiler.name()));
      }
      FOLDERS.put(compiler, folder);
    }
    return folder;
  }
}
