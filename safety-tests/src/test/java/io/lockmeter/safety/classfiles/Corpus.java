package io.lockmeter.safety.classfiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.testing.FinishedProgram;
import io.lockmeter.testing.JavaProgram;
import io.lockmeter.testing.Report;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/** Has {@link CorpusProgram} look through jars, and judges what it finds. */
final class Corpus {

  private static final String JIT_REFUSES =
      "monitors are entered and left in a way that the JIT refuses";

  private final Path folder;
  private final List<String> groups = new ArrayList<>();

  /** Uses {@code folder} for what the program needs. */
  Corpus(Path folder) {
    this.folder = folder;
  }

  /**
   * Sums over all jars, and how many methods were left for each reason.
   *
   * @param unasked rewritten methods of classes that cannot be initialized, for want of other
   *     libraries mostly
   */
  record Result(
      int classes,
      int unlinkable,
      int withMonitors,
      int methods,
      int rewritten,
      int compiled,
      int unasked,
      Map<String, Integer> left) {}

  /**
   * Adds jars to look through, which refer to each other and to {@code references}.
   *
   * @param levels compilers to ask, as {@code 1,4}
   */
  Corpus with(String levels, List<Path> jars, List<Path> references) {
    List<String> fields = new ArrayList<>(List.of(levels, String.valueOf(jars.size())));
    jars.forEach(jar -> fields.add(jar.toAbsolutePath().toString()));
    references.forEach(jar -> fields.add(jar.toAbsolutePath().toString()));
    groups.add(String.join(File.pathSeparator, fields));
    return this;
  }

  /**
   * Runs the program and checks that nothing is otherwise than without the agent, and that each
   * method with monitors is rewritten or listed.
   */
  Result check() throws Exception {
    Path findings = folder.resolve("findings.txt");
    List<String> arguments = new ArrayList<>(List.of(findings.toString()));
    arguments.addAll(groups);
    FinishedProgram finished =
        JavaProgram.of(CorpusProgram.class)
            .alsoOnClassPath(location(ClassReader.class), location(ClassNode.class))
            .withAgent("")
            .jvm("-javaagent:" + Observer.jar(folder))
            .jvm("--add-opens=java.base/java.io=ALL-UNNAMED")
            // Compiled code throws errors of reflection without their messages otherwise.
            .jvm("-XX:-OmitStackTraceInFastThrow")
            .jvm(Jit.options(folder.resolve("whitebox")))
            .arguments(arguments.toArray(String[]::new))
            .run();
    assertThat(finished.exitCode()).as("%s", finished.stderr()).isZero();
    List<String> lines = Files.readAllLines(findings);
    assertThat(lines.stream().filter(line -> !line.matches("(LEFT|SUM)\t.*"))).isEmpty();
    Map<String, Integer> left = left(Finding.LEFT.of(lines), finished.report());
    return result(Finding.SUM.of(lines), left);
  }

  private static Path location(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** How many methods were left for each reason; all that were must be listed with one. */
  private static Map<String, Integer> left(List<String[]> methods, Report report) {
    Map<String, List<String>> reasons = new HashMap<>();
    for (Report.Skipped skipped : report.coverage().classesSkipped()) {
      reasons.computeIfAbsent(skipped.className(), name -> new ArrayList<>()).add(skipped.reason());
    }
    Map<String, Integer> left = new TreeMap<>();
    List<String> unlisted = new ArrayList<>();
    List<String> timid = new ArrayList<>();
    for (String[] method : methods) {
      String name = method[0].replace('/', '.');
      String reason = reason(reasons.getOrDefault(name, List.of()), method[1]);
      if (reason == null) {
        unlisted.add(String.join(" ", method));
      } else {
        left.merge(reason, 1, Integer::sum);
        if (reason.equals(JIT_REFUSES) && method[2].equals("COMPILED")) {
          timid.add(String.join(" ", method));
        }
      }
    }
    assertThat(unlisted)
        .as("methods with monitors that are neither rewritten nor listed")
        .isEmpty();
    assertThat(timid).as("methods left because of the JIT, which takes them").isEmpty();
    return left;
  }

  private static @Nullable String reason(List<String> listed, String method) {
    String name = method.substring(0, method.indexOf('('));
    for (String text : listed) {
      int colon = text.indexOf(": ");
      if (text.startsWith("could not be rewritten: ")) {
        return text;
      }
      if (colon > 0 && List.of(text.substring(0, colon).split(", ")).contains(name)) {
        return text.substring(colon + 2);
      }
    }
    return null;
  }

  private static Result result(List<String[]> sums, Map<String, Integer> left) throws IOException {
    int[] total = new int[7];
    for (String[] sum : sums) {
      for (int i = 0; i < total.length; i++) {
        total[i] += Integer.parseInt(sum[i + 1]);
      }
    }
    return new Result(total[0], total[1], total[2], total[3], total[4], total[5], total[6], left);
  }
}
