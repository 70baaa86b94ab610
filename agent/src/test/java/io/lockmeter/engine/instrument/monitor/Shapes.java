package io.lockmeter.engine.instrument.monitor;

import io.lockmeter.testing.Compiler;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The programs of {@code org.example.shapes}, compiled by each compiler. */
final class Shapes {

  static final String PACKAGE = "org.example.shapes.";

  private static final Path SOURCES = Path.of("src/test/java/org/example/shapes");
  private static final Map<Compiler, Map<String, byte[]>> COMPILED = new EnumMap<>(Compiler.class);

  private Shapes() {}

  static synchronized Map<String, byte[]> classFiles(Compiler compiler) throws IOException {
    Map<String, byte[]> known = COMPILED.get(compiler);
    if (known == null) {
      try (Stream<Path> files = Files.list(SOURCES)) {
        List<Path> sources =
            files.filter(file -> compiler.isModern() || !file.endsWith("Modern.java")).toList();
        Path folder = Path.of("target", "shapes", compiler.name());
        known = ClassFileLoader.ofFolder(compiler.compile(sources, folder));
      }
      COMPILED.put(compiler, known);
    }
    return known;
  }

  static List<String> programs(Compiler compiler) {
    return compiler.isModern()
        ? List.of("Blocks", "Methods", "Seen", "Modern")
        : List.of("Blocks", "Methods", "Seen");
  }

  /** The cases of one program. */
  static List<Method> cases(ClassLoader loader, String program) throws ClassNotFoundException {
    return Arrays.stream(loader.loadClass(PACKAGE + program).getDeclaredMethods())
        .filter(m -> Modifier.isPublic(m.getModifiers()) && Modifier.isStatic(m.getModifiers()))
        .filter(m -> m.getParameterCount() == 0 && !m.isSynthetic())
        .sorted(Comparator.comparing(Method::getName))
        .toList();
  }

  /** What a case gives: its value, or what it throws and from which lines of the program. */
  static String outcome(Method program) throws IllegalAccessException {
    try {
      return String.valueOf(program.invoke(null));
    } catch (InvocationTargetException e) {
      StringBuilder text = new StringBuilder().append(e.getCause());
      for (StackTraceElement frame : e.getCause().getStackTrace()) {
        if (frame.getClassName().startsWith(PACKAGE)) {
          text.append("\n  at ").append(frame);
        }
      }
      return text.toString().replaceAll("app//|loader '[^']*'.*|@[0-9a-f]{5,}", "");
    }
  }
}
