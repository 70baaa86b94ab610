package io.lockmeter.safety.classfiles;

import io.lockmeter.safety.classfiles.Jit.Verdict;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Executable;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.MethodNode;

/**
 * Defines every class of some jars twice under the agent, rewritten and as it is, and compares:
 * what the JVM's verifier says, what reflection tells, what a further transformation gives, and
 * which methods with monitors the compilers take. Writes a {@link Finding} for each difference, for
 * each method with monitors that is left, and a sum for each jar.
 */
final class CorpusProgram {

  private static final String SUFFIX = ".class";
  private static final int EXCERPT = 120;

  private final PrintStream out;
  private final Jit jit;
  private final CorpusLoader plain;
  private final CorpusLoader rewritten;

  private CorpusProgram(PrintStream out, Jit jit, URL[] jars) {
    this.out = out;
    this.jit = jit;
    plain = new CorpusLoader(jars, true);
    rewritten = new CorpusLoader(jars, false);
  }

  /**
   * The arguments: where to write, and groups of jars, each with the compilers to ask as a list of
   * levels and how many of the jars to look through; the others are what these refer to.
   */
  public static void main(String[] arguments) throws Exception {
    try (PrintStream out = new PrintStream(arguments[0], StandardCharsets.UTF_8)) {
      for (String group : Arrays.asList(arguments).subList(1, arguments.length)) {
        look(out, List.of(group.split(File.pathSeparator)));
      }
    }
    // Initializers of library classes may have started threads.
    Runtime.getRuntime().exit(0);
  }

  private static void look(PrintStream out, List<String> group) throws Exception {
    int[] levels = Arrays.stream(group.get(0).split(",")).mapToInt(Integer::parseInt).toArray();
    List<Path> jars = group.stream().skip(2).map(Path::of).toList();
    URL[] urls = new URL[jars.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = jars.get(i).toUri().toURL();
    }
    CorpusProgram program = new CorpusProgram(out, new Jit(levels), urls);
    for (Path jar : jars.subList(0, Integer.parseInt(group.get(1)))) {
      program.look(jar);
    }
  }

  /** Internal names of the classes in a jar or folder. */
  private static List<String> names(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return below(path);
    }
    try (FileSystem jar = FileSystems.newFileSystem(path)) {
      return below(jar.getPath("/"));
    }
  }

  private static List<String> below(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(name -> name.endsWith(SUFFIX) && !name.endsWith("module-info.class"))
          .filter(name -> !name.startsWith("META-INF"))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .toList();
    }
  }

  private void look(Path jar) throws Exception {
    Sum sum = new Sum();
    List<Pair> linked = new ArrayList<>();
    for (String name : names(jar)) {
      Pair pair = link(name);
      if (!plain.defines(name)) {
        // A newer JDK has it.
        continue;
      }
      sum.classes++;
      if (pair == null) {
        sum.unlinkable++;
      } else if (MonitorMethods.of(plain.original(name)).any()) {
        linked.add(pair);
      }
    }
    sum.withMonitors = linked.size();
    for (Pair pair : linked) {
      transformAgain(pair);
      compare(pair, sum);
    }
    out.println(Finding.SUM.line(jar.getFileName().toString(), sum.toString()));
  }

  private record Pair(String name, Class<?> plain, Class<?> rewritten) {}

  private static final class Sum {
    int classes;
    int unlinkable;
    int withMonitors;
    int methods;
    int rewritten;
    int compiled;
    int unasked;

    @Override
    public String toString() {
      return classes
          + "\t"
          + unlinkable
          + "\t"
          + withMonitors
          + "\t"
          + methods
          + "\t"
          + rewritten
          + "\t"
          + compiled
          + "\t"
          + unasked;
    }
  }

  /** Verifies and compares both forms of a class; null if the JVM takes neither. */
  private @Nullable Pair link(String name) {
    Object before = link(plain, name);
    Object after = link(rewritten, name);
    if (before instanceof Class<?> original && after instanceof Class<?> changed) {
      if (plain.defines(name) && !Arrays.equals(plain.original(name), rewritten.left(name))) {
        compareTold(name, Reflected.of(original), Reflected.of(changed));
      }
      return new Pair(name, original, changed);
    }
    if (!before.getClass().equals(after.getClass())) {
      out.println(Finding.LINKED_OTHERWISE.line(name, before.toString(), after.toString()));
    }
    return null;
  }

  private void compareTold(String name, Map<String, String> before, Map<String, String> after) {
    after.forEach(
        (what, text) -> {
          String expected = before.getOrDefault(what, "");
          if (!text.equals(expected)) {
            int at = Arrays.mismatch(expected.toCharArray(), text.toCharArray());
            out.println(
                Finding.TOLD_OTHERWISE.line(name, what, excerpt(expected, at), excerpt(text, at)));
          }
        });
  }

  private static String excerpt(String text, int at) {
    return text.substring(Math.max(0, at - EXCERPT), Math.min(text.length(), at + EXCERPT));
  }

  /** The class once it is verified, or the error that kept it from being so. */
  private static Object link(ClassLoader loader, String name) {
    try {
      Class<?> type = Class.forName(name.replace('/', '.'), false, loader);
      // Links the class before it looks.
      type.getDeclaredConstructors();
      return type;
    } catch (ClassNotFoundException | LinkageError e) {
      return e;
    }
  }

  private void transformAgain(Pair pair) {
    byte[] before = rewritten.left(pair.name);
    String refused = Observer.retransform(pair.rewritten);
    // The JVM refuses classes whose initializers failed, whoever asks.
    if (!refused.isEmpty() && Observer.retransform(pair.plain).isEmpty()) {
      out.println(Finding.TRANSFORMED_OTHERWISE.line(pair.name, refused));
    }
    // Of a class that no agent changed, the JVM gives a file that it makes up itself.
    boolean changed = !Arrays.equals(before, rewritten.original(pair.name));
    if (changed && !Arrays.equals(before, rewritten.left(pair.name))) {
      out.println(Finding.TRANSFORMED_OTHERWISE.line(pair.name, "another class file"));
    }
  }

  private void compare(Pair pair, Sum sum) throws IllegalAccessException {
    MonitorMethods before = MonitorMethods.of(plain.original(pair.name));
    MonitorMethods after = MonitorMethods.of(rewritten.left(pair.name));
    Map<String, Executable> originals = executables(pair.plain);
    Map<String, Executable> changed = executables(pair.rewritten);
    for (MethodNode method : before.methods()) {
      String key = method.name + method.desc;
      Verdict verdict = compile(originals.get(key));
      sum.methods++;
      if (after.hooks(key) == 0) {
        out.println(Finding.LEFT.line(pair.name, key, verdict.toString()));
        continue;
      }
      sum.rewritten++;
      if (!after.hooked(key)) {
        out.println(Finding.HOOKED_IN_PART.line(pair.name, key));
      }
      if (verdict == Verdict.NOT_INITIALIZED) {
        sum.unasked++;
      }
      if (verdict == Verdict.COMPILED) {
        sum.compiled++;
        if (compile(changed.get(key)) == Verdict.REFUSED) {
          out.println(Finding.REFUSED.line(pair.name, key));
        }
      }
    }
  }

  private static Map<String, Executable> executables(Class<?> type) {
    try {
      return Reflected.executables(type);
    } catch (LinkageError e) {
      // A signature names a class of a library that is not here.
      return Map.of();
    }
  }

  private Verdict compile(@Nullable Executable method) throws IllegalAccessException {
    return method == null ? Verdict.NOT_INITIALIZED : jit.compile(method);
  }
}
