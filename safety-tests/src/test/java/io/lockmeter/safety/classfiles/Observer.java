package io.lockmeter.safety.classfiles;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * A second agent, to be named behind ours: shows each {@link CorpusLoader} its class files as ours
 * left them, and transforms classes again without a change of its own.
 */
public final class Observer {

  private static final int BATCH = 100;

  private static @Nullable Instrumentation instrumentation;

  private Observer() {}

  public static void premain(String arguments, Instrumentation given) {
    instrumentation = given;
    // Those that can retransform come last, in the order in which they were added.
    given.addTransformer(new Watch(), true);
  }

  /** Makes a jar that has this agent started; its classes are those of the tests. */
  static Path jar(Path folder) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Premain-Class", Observer.class.getName());
    attributes.putValue("Can-Retransform-Classes", "true");
    Path jar = folder.resolve("observer.jar");
    try (OutputStream file = Files.newOutputStream(jar)) {
      new JarOutputStream(file, manifest).close();
    }
    return jar;
  }

  /** Has every transformer see classes again; gives what the JVM says if it refuses, or "". */
  static String retransform(Class<?>... types) {
    try {
      Objects.requireNonNull(instrumentation).retransformClasses(types);
      return "";
    } catch (UnmodifiableClassException | LinkageError | InternalError e) {
      return e.toString();
    }
  }

  /** Has every transformer see all classes again; gives how many of a package the JVM refuses. */
  static int retransformAll(String refusedIn) {
    Instrumentation known = Objects.requireNonNull(instrumentation);
    List<Class<?>> all = new ArrayList<>();
    for (Class<?> type : known.getAllLoadedClasses()) {
      if (known.isModifiableClass(type)) {
        all.add(type);
      }
    }
    int refused = 0;
    for (int from = 0; from < all.size(); from += BATCH) {
      List<Class<?>> batch = all.subList(from, Math.min(from + BATCH, all.size()));
      if (!retransform(batch.toArray(new Class<?>[0])).isEmpty()) {
        // All of them are as they were.
        for (Class<?> type : batch) {
          if (!retransform(type).isEmpty() && type.getName().startsWith(refusedIn)) {
            refused++;
          }
        }
      }
    }
    return refused;
  }

  private static final class Watch implements ClassFileTransformer {
    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        @Nullable String name,
        @Nullable Class<?> redefined,
        @Nullable ProtectionDomain domain,
        byte[] classFile) {
      return loader instanceof CorpusLoader corpus && name != null
          ? corpus.passing(name, classFile)
          : null;
    }
  }
}
