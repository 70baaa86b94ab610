package io.lockmeter.benchmarks.harness;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where this build put its files. */
public final class Build {

  private Build() {}

  /** The jar that holds this class. */
  public static Path benchmarks() {
    try {
      return Path.of(Build.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("cannot tell where this build is", e);
    }
  }

  /** A file of the whole build, by its path from the root of the sources. */
  public static Path file(String path) {
    return benchmarks().resolve("../../..").resolve(path).normalize();
  }
}
