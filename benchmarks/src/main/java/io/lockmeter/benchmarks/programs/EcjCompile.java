package io.lockmeter.benchmarks.programs;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A compile of generated classes by ECJ, which is to be on the class path. */
final class EcjCompile {

  private static final int CLASSES = 500;
  private static final String SOURCE =
      """
      import java.util.*;
      import java.util.function.*;

      public class C%1$d<T extends Comparable<T>> {
        private final Map<String, List<T>> byName = new HashMap<>();
        private int size;

        public void add(String name, T value) {
          byName.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
          size++;
        }

        public Optional<T> max(Predicate<? super T> wanted) {
          return byName.values().stream().flatMap(List::stream).filter(wanted)
              .max(Comparator.naturalOrder());
        }

        public int depth(int left) {
          try {
            return left <= 0 ? size : new C%2$d<T>().depth(left - 1) + 1;
          } catch (RuntimeException e) {
            throw new IllegalStateException("at " + left, e);
          }
        }

        public String text(Object value) {
          switch (size %% 3) {
            case 0: return "none " + value;
            case 1: return "one " + byName.keySet();
            default:
              StringBuilder text = new StringBuilder();
              for (Map.Entry<String, List<T>> entry : byName.entrySet()) {
                text.append(entry.getKey()).append('=').append(entry.getValue().size());
              }
              return text.toString();
          }
        }
      }
      """;

  private EcjCompile() {}

  /** Arguments: a directory for sources and classes, and how often to compile them. */
  public static void main(String[] arguments) throws Exception {
    Path sources = Files.createDirectories(Path.of(arguments[0], "src"));
    int times = Integer.parseInt(arguments[1]);
    for (int i = 0; i < CLASSES; i++) {
      Files.writeString(
          sources.resolve("C" + i + ".java"), String.format(SOURCE, i, (i + 1) % CLASSES));
    }
    String[] options = {
      "-17", "-nowarn", "-d", Path.of(arguments[0], "classes").toString(), sources.toString()
    };
    Clocked.run(
        () -> {
          for (int i = 0; i < times; i++) {
            compile(options);
          }
          return (long) times * CLASSES;
        });
  }

  private static void compile(String[] options) throws ReflectiveOperationException {
    Class<?> compiler = Class.forName("org.eclipse.jdt.internal.compiler.batch.Main");
    PrintWriter out = new PrintWriter(System.err, true);
    Object main =
        compiler
            .getConstructor(PrintWriter.class, PrintWriter.class, boolean.class)
            .newInstance(out, out, false);
    Object compiled = compiler.getMethod("compile", String[].class).invoke(main, (Object) options);
    if (!Boolean.TRUE.equals(compiled)) {
      throw new IllegalStateException("ECJ failed on " + Arrays.toString(options));
    }
  }
}
