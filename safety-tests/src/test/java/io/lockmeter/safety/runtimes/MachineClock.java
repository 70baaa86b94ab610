package io.lockmeter.safety.runtimes;

import io.lockmeter.testing.JavaProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/** The clock that a child process sees as the machine's, through Debian's package faketime. */
final class MachineClock {

  private static final List<Path> FOLDERS =
      List.of(Path.of("/usr/lib"), Path.of("/usr/lib64"), Path.of("/usr/local/lib"));

  private final Path file;

  /**
   * Keeps the time in {@code folder}.
   *
   * @param time at first, as for {@link #set}
   */
  MachineClock(Path folder, String time) {
    file = folder.resolve("time");
    set(time);
  }

  /** The library that stands between a process and the clock, if it is installed. */
  static Optional<Path> library() throws IOException {
    for (Path folder : FOLDERS) {
      if (Files.isDirectory(folder)) {
        try (DirectoryStream<Path> below = Files.newDirectoryStream(folder, "*-linux-*")) {
          for (Path architecture : below) {
            Path library = architecture.resolve("faketime").resolve("libfaketimeMT.so.1");
            if (Files.exists(library)) {
              return Optional.of(library);
            }
          }
        }
        Path library = folder.resolve("faketime").resolve("libfaketimeMT.so.1");
        if (Files.exists(library)) {
          return Optional.of(library);
        }
      }
    }
    return Optional.empty();
  }

  /** Lets {@code program} see this clock. No other clock moves. */
  JavaProgram seenBy(JavaProgram program, Path library) {
    return program
        .variable("LD_PRELOAD", library.toString())
        .variable("FAKETIME_TIMESTAMP_FILE", file.toString())
        .variable("FAKETIME_NO_CACHE", "1")
        .variable("FAKETIME_DONT_FAKE_MONOTONIC", "1")
        // It takes the times at which waits end for times of this clock otherwise.
        .variable("FAKETIME_FORCE_MONOTONIC_FIX", "0");
  }

  /**
   * Sets the clock.
   *
   * @param time as {@code +6h} or {@code -30d}, from the true time on; a date, and it stands still
   */
  void set(String time) {
    try {
      Path written = Files.writeString(file.resolveSibling("time.new"), time + "\n");
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
