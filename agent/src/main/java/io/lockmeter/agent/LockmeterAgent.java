package io.lockmeter.agent;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.CodeSource;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * Finds the agent's jar, sets up the rings and gets out of the way.
 *
 * <p>Nothing here is stored in a static field, logs, or lets an error reach the JVM: an agent that
 * throws from {@code premain} stops the application.
 */
public final class LockmeterAgent {

  private static final String BOOTSTRAP = "io.lockmeter.bootstrap.";
  private static final String ENGINE = "io.lockmeter.engine.";

  private LockmeterAgent() {}

  public static void premain(String arguments, Instrumentation instrumentation) {
    try {
      if (!supported(System.getProperty("java.vm.name", ""))) {
        complain(
            "the agent needs a HotSpot JVM, 17 or newer, and this is "
                + System.getProperty("java.vm.name")
                + "; the application runs unprofiled");
      } else if (installed()) {
        complain("the agent is already running in this JVM; the second -javaagent is ignored");
      } else {
        start("start", arguments, instrumentation);
      }
    } catch (Throwable e) {
      notStarted(e);
    }
  }

  /** Whether a JVM of that name keeps its locks in objects as HotSpot does. */
  static boolean supported(String vmName) {
    return vmName.startsWith("OpenJDK") || vmName.contains("HotSpot");
  }

  /** Starts the agent late, or passes on what an attach asks of the one that runs. */
  public static void agentmain(String arguments, Instrumentation instrumentation) {
    try {
      if (!installed() || !command(arguments)) {
        start("attach", arguments, instrumentation);
      }
    } catch (Throwable e) {
      notStarted(e);
    }
  }

  /** The command line; see {@code --help}. */
  public static void main(String[] arguments) throws Exception {
    File jar = jarFile();
    ClassLoader own = LockmeterAgent.class.getClassLoader();
    // Its parent knows module jdk.attach, as the platform loader does not.
    ClassLoader engine =
        (ClassLoader)
            Class.forName(BOOTSTRAP + "EngineLoader")
                .getMethod("of", File.class, ClassLoader.class)
                .invoke(null, jar, own);
    Object status =
        engine
            .loadClass(ENGINE + "cli.CommandLineTool")
            .getMethod("run", File.class, String[].class)
            .invoke(null, jar, arguments);
    System.exit((Integer) status);
  }

  private static void start(String entry, String arguments, Instrumentation instrumentation)
      throws Exception {
    File jar = jarFile();
    ClassLoader engine;
    try (URLClassLoader rings = ringLoader(jar)) {
      Class<?> installer = rings.loadClass(BOOTSTRAP + "BootstrapInstaller");
      Object training =
          installer.getMethod("trainingRun", Instrumentation.class).invoke(null, instrumentation);
      if (!training.equals("")) {
        say("INFO nothing is profiled: the JVM runs for an archive of classes (" + training + ")");
        return;
      }
      engine =
          (ClassLoader)
              installer
                  .getMethod("install", File.class, Instrumentation.class)
                  .invoke(null, jar, instrumentation);
    }
    // The signature is that of premain: the JVM has linked a reflective call of it just now.
    engine
        .loadClass(ENGINE + "EngineStarter")
        .getMethod(entry, String.class, Instrumentation.class)
        .invoke(null, arguments, instrumentation);
  }

  private static boolean command(String arguments) throws ReflectiveOperationException {
    return (Boolean)
        Class.forName(BOOTSTRAP + "AttachPoint", true, null)
            .getMethod("command", String.class)
            .invoke(null, arguments);
  }

  private static void notStarted(Throwable e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    complain("could not start (" + cause + "); the application runs unprofiled");
  }

  private static boolean installed() {
    try {
      Class.forName(BOOTSTRAP + "LockProbe", false, null);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static URLClassLoader ringLoader(File jar) throws IOException {
    return new URLClassLoader(
        new URL[] {jar.toURI().toURL()}, ClassLoader.getPlatformClassLoader());
  }

  private static File jarFile() throws IOException, URISyntaxException {
    CodeSource source = LockmeterAgent.class.getProtectionDomain().getCodeSource();
    File file = source == null ? null : new File(source.getLocation().toURI());
    if (file == null || !file.isFile()) {
      throw new IOException(
          "lockmeter-agent.jar was not found; the agent must run from its own jar");
    }
    try (JarFile jar = new JarFile(file, false)) {
      Manifest manifest = jar.getManifest();
      if (manifest == null
          || !LockmeterAgent.class
              .getName()
              .equals(manifest.getMainAttributes().getValue("Premain-Class"))) {
        throw new IOException(file + " is not the agent's jar; use lockmeter-agent.jar as built");
      }
    }
    return file;
  }

  private static void complain(String message) {
    say("ERROR " + message);
  }

  private static void say(String line) {
    System.err.println("[lockmeter] " + line);
  }
}
