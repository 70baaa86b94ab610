package io.lockmeter.benchmarks.programs;

import io.lockmeter.benchmarks.harness.Build;
import java.nio.file.Path;
import java.util.List;

/** The programs that are measured. */
enum Program {
  H2("h2, statements", H2Load.class, "benchmarks/target/programs/h2.jar"),
  ECJ("ecj, classes", EcjCompile.class, "benchmarks/target/programs/ecj.jar"),
  SAMPLE("sample, requests", SampleRun.class, "sample-app/target/sample-app.jar");

  final String label;
  final Class<?> main;
  private final String jar;

  Program(String label, Class<?> main, String jar) {
    this.label = label;
    this.main = main;
    this.jar = jar;
  }

  List<Path> classPath() {
    return List.of(Build.benchmarks(), Build.file(jar));
  }

  List<String> arguments(boolean quick, Path directory) {
    return switch (this) {
      case H2 -> List.of(quick ? "2000" : "100000");
      case ECJ -> List.of(directory.toString(), quick ? "1" : "6");
      case SAMPLE -> List.of("--locking=fine", "--seconds=" + (quick ? 2 : 12));
    };
  }
}
