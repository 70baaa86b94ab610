package io.lockmeter.safety.agents;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The other agents' files, as the build has copied them. */
final class Libraries {

  private static final Path FOLDER = Path.of("target", "agents");

  private Libraries() {}

  static Path jar(String name) {
    return FOLDER.resolve(name + ".jar").toAbsolutePath();
  }

  /** The jar of an agent whose classes are on the class path. */
  static Path agentJar(Class<?> agent, Path folder) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Premain-Class", agent.getName());
    attributes.putValue("Agent-Class", agent.getName());
    attributes.putValue("Can-Retransform-Classes", "true");
    attributes.putValue("Can-Redefine-Classes", "true");
    Path jar = folder.resolve("agent.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    return jar;
  }

  /** The native library of async-profiler, taken out of its jar. */
  static Path asyncProfiler(Path folder) throws IOException {
    String entry =
        "/linux-" + (System.getProperty("os.arch").equals("amd64") ? "x64" : "arm64") + "/";
    Path library = folder.resolve("libasyncProfiler.so");
    try (FileSystem jar =
            FileSystems.newFileSystem(
                URI.create("jar:" + jar("async-profiler").toUri()), Map.of());
        InputStream in = Files.newInputStream(jar.getPath(entry + library.getFileName()))) {
      Files.copy(in, library, StandardCopyOption.REPLACE_EXISTING);
    }
    return library;
  }
}
