package io.lockmeter.truth.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes lines to a log file from several threads. The first argument is the file. */
final class LogLoad {

  private static final int LINES = 10_000;

  private LogLoad() {}

  public static void main(String[] arguments) throws Exception {
    Logger log = LoggerFactory.getLogger(LogLoad.class);
    Workers.run(
        worker -> {
          for (int i = 0; i < LINES; i++) {
            log.info("worker {} wrote line {}", worker, i);
          }
        });
    System.out.println(Workers.RESULT + complete(Path.of(arguments[0])));
  }

  private static long complete(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.filter(line -> line.matches(".*worker \\d wrote line \\d+")).distinct().count();
    }
  }
}
