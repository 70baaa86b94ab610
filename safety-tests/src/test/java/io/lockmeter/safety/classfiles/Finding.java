package io.lockmeter.safety.classfiles;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What {@link CorpusProgram} may find, written as lines of fields between tabs. */
enum Finding {
  /** The JVM loads and verifies a class in one form only, or refuses it for another reason. */
  LINKED_OTHERWISE,
  /** Reflection or serialization tell something else. */
  TOLD_OTHERWISE,
  /** A further transformation is refused, or gives another class file. */
  TRANSFORMED_OTHERWISE,
  /** Of the monitors that a method enters, some are hooked and some are not, or in part. */
  HOOKED_IN_PART,
  /** A compiler takes a method as it was, and not as it is. */
  REFUSED,
  /** A method with monitors that has no hooks: class, method, what the compilers say. */
  LEFT,
  /**
   * The jar, its classes, those that do not link, those with monitors, methods, those rewritten; of
   * these, those compiled and those that no compiler can be asked about.
   */
  SUM;

  String line(String... fields) {
    List<String> all = new ArrayList<>(List.of(name()));
    all.addAll(Arrays.asList(fields));
    return String.join("\t", all).replace('\n', ' ');
  }

  /** The fields of those lines that tell of this. */
  List<String[]> of(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith(name() + "\t"))
        .map(line -> line.substring(name().length() + 1).split("\t", -1))
        .toList();
  }
}
