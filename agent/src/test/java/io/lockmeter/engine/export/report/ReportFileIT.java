package io.lockmeter.engine.export.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.lockmeter.testing.Answer;
import io.lockmeter.testing.ChildJvm;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report at the end of a program, and what happens where it cannot be written. */
final class ReportFileIT {

  @TempDir Path directory;

  @Test
  void aProgramThatExitsLeavesItsReport() throws Exception {
    Path text = directory.resolve("locks.txt");
    Path json = directory.resolve("locks.json");
    Path page = directory.resolve("locks.html");

    assertUnharmed(run(text));
    assertUnharmed(run(json));
    assertUnharmed(run(page));

    assertThat(page).content().startsWith("<!doctype html>").endsWith("</html>\n");
    assertThat(text).content().startsWith("Lockmeter ").contains("\nCoverage\n");
    assertThat(JsonParser.parseString(Files.readString(json)).getAsJsonObject().get("locks"))
        .isNotNull();
  }

  @Test
  void aMissingDirectoryIsOneWarning() throws Exception {
    assertOneWarning(directory.resolve("missing/locks.txt"));
  }

  @Test
  void noPermissionIsOneWarning() throws Exception {
    File forbidden = directory.toFile();
    boolean obeyed = forbidden.setWritable(false) && !forbidden.canWrite();
    // Root may write anywhere but there.
    assertOneWarning((obeyed ? directory : Path.of("/sys")).resolve("locks.txt"));
  }

  private static void assertOneWarning(Path report) throws Exception {
    ChildJvm.Result result = run(report);

    assertUnharmed(result);
    assertThat(result.errLines())
        .allMatch(line -> line.startsWith("[lockmeter] "))
        .filteredOn(line -> !line.contains(" INFO "))
        .singleElement()
        .asString()
        .contains("Z WARN the report " + report + " cannot be written: ");
  }

  private static ChildJvm.Result run(Path report) throws Exception {
    return new ChildJvm().agent("report=" + report).run(Answer.class);
  }

  private static void assertUnharmed(ChildJvm.Result result) {
    assertThat(result.out()).isEqualTo(Answer.OUT);
    assertThat(result.exit()).isEqualTo(Answer.EXIT);
  }
}
