package io.lockmeter.bootstrap;

import jdk.internal.misc.VM;

/**
 * Tells a run in which the JVM only learns what to put into an archive of classes or an AOT cache.
 * Changed classes do not belong in there: the JVM leaves them out, and JDK 25 crashes over them.
 */
final class TrainingRun {

  private static final String[] OPTIONS = {
    "-Xshare:dump",
    "-XX:ArchiveClassesAtExit=",
    "-XX:DumpLoadedClassList=",
    "-XX:AOTMode=record",
    "-XX:AOTMode=create",
    "-XX:AOTCacheOutput="
  };

  private TrainingRun() {}

  /** The option of the JVM that says so, or nothing if this is an ordinary run. */
  static String option() {
    String[] arguments = VM.getRuntimeArguments();
    if (arguments != null) {
      for (String argument : arguments) {
        for (String option : OPTIONS) {
          if (argument.startsWith(option)) {
            return argument;
          }
        }
      }
    }
    return "";
  }
}
