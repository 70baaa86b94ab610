package io.lockmeter.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks at a process before it is attached to. To attach means to send a signal, which ends a
 * process that is no JVM.
 */
final class ProcessCheck {

  private static final String ROOT = "root";

  private ProcessCheck() {}

  /**
   * @throws CouldNot if this Java cannot attach to that process
   */
  static void check(long pid) throws CouldNot {
    if (ModuleLayer.boot().findModule("jdk.attach").isEmpty()) {
      throw new CouldNot(
          "this Java ("
              + System.getProperty("java.home")
              + ") has no module jdk.attach; run the command with the java of a JDK");
    }
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    if (process.isEmpty()) {
      throw new CouldNot("there is no process " + pid + "; jps lists those of Java programs");
    }
    checkUser(pid, process.get().info().user());
    if (!mayBeJvm(pid)) {
      throw new CouldNot("process " + pid + " is no Java program; jps lists those that are");
    }
  }

  private static void checkUser(long pid, Optional<String> user) throws CouldNot {
    Optional<String> own = ProcessHandle.current().info().user();
    if (user.isPresent() && own.isPresent() && !own.equals(user) && !own.get().equals(ROOT)) {
      throw new CouldNot(
          "process "
              + pid
              + " belongs to user "
              + user.get()
              + ", not to "
              + own.get()
              + "; run the command as "
              + user.get());
    }
  }

  private static boolean mayBeJvm(long pid) {
    Path maps = Path.of("/proc", String.valueOf(pid), "maps");
    if (!Files.isReadable(maps)) {
      return true;
    }
    try (Stream<String> lines = Files.lines(maps)) {
      return lines.anyMatch(line -> line.contains("libjvm"));
    } catch (IOException | RuntimeException e) {
      // It may be gone, or not be ours to look at: the attach will tell.
      return true;
    }
  }
}
