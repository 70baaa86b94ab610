package io.lockmeter.production;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Applications that are compiled against libraries which the tests themselves must not see. */
final class RegistryProgram {

  private static final Path SOURCES = Path.of("src/test/programs/com/acme/registry");
  private static final Path LIBRARIES = Path.of("target/test-libraries");

  private RegistryProgram() {}

  /** Compiles one of them into {@code classes}. */
  static void compile(String name, String libraries, Path classes) throws IOException {
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                messages,
                messages,
                "--release",
                "17",
                "-proc:none",
                "-cp",
                jars(libraries),
                "-d",
                classes.toString(),
                SOURCES.resolve(name + ".java").toString());
    if (status != 0) {
      throw new IOException(messages.toString(StandardCharsets.UTF_8));
    }
  }

  /** The class path of all jars that the build has put into the folder {@code libraries}. */
  static String jars(String libraries) throws IOException {
    try (Stream<Path> files = Files.list(LIBRARIES.resolve(libraries))) {
      return String.join(
          File.pathSeparator, files.map(file -> file.toAbsolutePath().toString()).toList());
    }
  }
}
