package io.lockmeter.engine.config;

import java.io.File;
import java.io.IOException;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** The version of the agent. */
public final class Version {

  private static final String UNKNOWN = "unknown";

  private Version() {}

  /** What the manifest of the agent's jar says, or {@code unknown} if it cannot be read. */
  public static String of(File jar) {
    try (JarFile file = new JarFile(jar, false)) {
      Manifest manifest = file.getManifest();
      String version =
          manifest == null ? null : manifest.getMainAttributes().getValue("Implementation-Version");
      return version == null ? UNKNOWN : version;
    } catch (IOException e) {
      return UNKNOWN;
    }
  }
}
