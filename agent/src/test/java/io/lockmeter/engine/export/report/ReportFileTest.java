package io.lockmeter.engine.export.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {

  @TempDir Path directory;

  @Test
  void theEndingChoosesTheFormat() throws Exception {
    Path text = directory.resolve("locks.txt");
    Path json = directory.resolve("locks.JSON");

    assertThat(write(text)).isTrue();
    assertThat(write(json)).isTrue();

    assertThat(text).content().startsWith("Lockmeter 0.1.0 on ");
    assertThat(JsonParser.parseString(Files.readString(json)).isJsonObject()).isTrue();
  }

  @Test
  void aNewReportReplacesTheOldOneAndLeavesNothingBesideIt() throws Exception {
    Path file = directory.resolve("locks.txt");
    Files.writeString(file, "old");

    assertThat(write(file)).isTrue();

    assertThat(file).content().startsWith("Lockmeter ");
    assertThat(list()).containsExactly(file);
  }

  @Test
  void withoutADirectoryNothingIsWritten() {
    assertThat(write(directory.resolve("missing/locks.txt"))).isFalse();
    assertThat(write(directory)).isFalse();
  }

  @Test
  void aLinkBesideTheReportIsNotFollowed() throws Exception {
    Path file = directory.resolve("locks.txt");
    Path target = directory.resolve("precious");
    Files.writeString(target, "precious");
    Files.createSymbolicLink(directory.resolve("locks.txt." + Profiles.JVM.pid() + ".tmp"), target);

    assertThat(write(file)).isTrue();

    assertThat(target).content().isEqualTo("precious");
    assertThat(file).content().startsWith("Lockmeter ");
  }

  @Test
  void aReportThatCannotBeWrittenLeavesTheOldOne() throws Exception {
    Path file = directory.resolve("locks.txt");
    Files.writeString(file, "old");
    // A directory with something in it can be neither deleted nor replaced, even by root.
    Path obstacle = directory.resolve("locks.txt." + Profiles.JVM.pid() + ".tmp");
    Files.createDirectories(obstacle.resolve("full"));

    assertThat(write(file)).isFalse();

    assertThat(file).content().isEqualTo("old");
  }

  private static boolean write(Path file) {
    return new ReportFile(file.toFile(), Profiles.JVM).write(Profiles.shop(), Profiles.COVERAGE);
  }

  private List<Path> list() throws Exception {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}
