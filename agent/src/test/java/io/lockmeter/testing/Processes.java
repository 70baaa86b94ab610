package io.lockmeter.testing;

import java.util.List;

/** Child processes that do not depend on how the build was started. */
public final class Processes {

  /** With one of these a JVM takes other options, and prints a line of its own on stderr. */
  private static final List<String> OPTIONS =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private Processes() {}

  /** A process to start, with this one's environment as far as it changes no JVM and no agent. */
  public static ProcessBuilder of(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .keySet()
        .removeIf(name -> OPTIONS.contains(name) || name.startsWith("LOCKMETER_"));
    return builder;
  }

  public static ProcessBuilder of(String... command) {
    return of(List.of(command));
  }
}
