package io.lockmeter.engine.cli;

import java.io.File;

/** What the commands for a JVM that runs have in common. */
final class Attachment {

  static final int DONE = 0;
  static final int COULD_NOT = 1;

  /** Does something in a JVM, and returns one line on what was done. */
  @FunctionalInterface
  interface Action {
    String run(TargetJvm jvm) throws CouldNot;
  }

  private Attachment() {}

  /**
   * Attaches to {@code pid} for as long as {@code action} takes.
   *
   * @param jar the agent's jar
   * @return the exit status
   */
  static int run(long pid, File jar, Action action) {
    try {
      ProcessCheck.check(pid);
      try (TargetJvm jvm = TargetJvm.attach(pid, jar)) {
        System.out.println(action.run(jvm));
      }
      return DONE;
    } catch (CouldNot e) {
      System.err.println(e.getMessage());
      return COULD_NOT;
    }
  }

  /** Has the agent there do something, if there is one. */
  static String request(long pid, TargetJvm jvm, String command, String argument) throws CouldNot {
    if (jvm.agent() == null) {
      throw new CouldNot("no agent runs in process " + pid + "; attach " + pid + " starts one");
    }
    return jvm.request(command, argument);
  }
}
