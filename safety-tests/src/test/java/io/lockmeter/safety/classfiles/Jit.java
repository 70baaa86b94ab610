package io.lockmeter.safety.classfiles;

import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

/** HotSpot's compilers, asked directly through the interface that its own tests use. */
final class Jit {

  private static final List<String> PACKAGES = List.of("jdk.test.whitebox", "sun.hotspot");
  private static final int NOT_OSR = -1;

  /** More often than other threads get in the way. */
  private static final int ATTEMPTS = 20;

  private final int[] levels;
  private final Object whiteBox;
  private final Method enqueue;
  private final Method compilable;

  /** What the compilers say of a method. */
  enum Verdict {
    COMPILED,
    REFUSED,
    /** The class cannot be initialized, and so not be asked about. */
    NOT_INITIALIZED
  }

  /**
   * Works in a JVM with {@link #options}.
   *
   * @param levels compilers to ask: 1 is C1, 4 is C2
   */
  Jit(int... levels) throws ReflectiveOperationException {
    this.levels = levels;
    Class<?> type = type();
    whiteBox = type.getConstructor().newInstance();
    enqueue =
        type.getMethod("enqueueMethodForCompilation0", Executable.class, int.class, int.class);
    compilable = type.getMethod("isMethodCompilable0", Executable.class, int.class, boolean.class);
  }

  // JDK 17 knows the older name too; each registers its methods when it is initialized.
  private static Class<?> type() throws ClassNotFoundException {
    try {
      return Class.forName(PACKAGES.get(0) + ".WhiteBox");
    } catch (ClassNotFoundException | LinkageError e) {
      return Class.forName(PACKAGES.get(1) + ".WhiteBox");
    }
  }

  /** What a JVM needs to have a Jit; compiles a class for its boot path into {@code folder}. */
  static String[] options(Path folder) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-d", folder.toString()));
    for (String name : PACKAGES) {
      Path directory = Files.createDirectories(folder.resolve(name));
      arguments.add(Files.writeString(directory.resolve("WhiteBox.java"), source(name)).toString());
    }
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    if (status != 0) {
      throw new IOException("javac: " + status);
    }
    return new String[] {
      "-Xbootclasspath/a:" + folder.toAbsolutePath(),
      "-XX:+UnlockDiagnosticVMOptions",
      "-XX:+WhiteBoxAPI",
      "-Xbatch"
    };
  }

  private static String source(String name) {
    return """
    package %s;
    public class WhiteBox {
      static { registerNatives(); }
      private static native void registerNatives();
      public native boolean enqueueMethodForCompilation0(
          java.lang.reflect.Executable method, int level, int bci);
      public native boolean isMethodCompilable0(
          java.lang.reflect.Executable method, int level, boolean osr);
    }
    """
        .formatted(name);
  }

  /** Whether the compilers take {@code method}; its class is initialized for that. */
  Verdict compile(Executable method) throws IllegalAccessException {
    try {
      for (int level : levels) {
        if (!compiles(method, level)) {
          return Verdict.REFUSED;
        }
      }
      return Verdict.COMPILED;
    } catch (InvocationTargetException e) {
      return Verdict.NOT_INITIALIZED;
    }
  }

  /** A compiler that was put off by something else, such as a class just loaded, tries again. */
  private boolean compiles(Executable method, int level)
      throws IllegalAccessException, InvocationTargetException {
    for (int i = 0; i < ATTEMPTS; i++) {
      if ((Boolean) enqueue.invoke(whiteBox, method, level, NOT_OSR)) {
        return true;
      }
      if (!(Boolean) compilable.invoke(whiteBox, method, level, false)) {
        return false;
      }
    }
    return false;
  }
}
