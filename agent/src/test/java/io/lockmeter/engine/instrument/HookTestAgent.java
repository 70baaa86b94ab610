package io.lockmeter.engine.instrument;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * Sets up the bootstrap ring in a child JVM, and then lets {@link HookScenarios} install the hooks.
 * It names no class of that ring in its code: they must not load before they are in the boot
 * loader.
 */
public final class HookTestAgent {

  private HookTestAgent() {}

  public static void premain(String arguments, Instrumentation instrumentation) throws Exception {
    URL classes = HookTestAgent.class.getClassLoader().getResource("io/lockmeter/bootstrap/");
    URL root = new URL(classes, "../../..");
    try (URLClassLoader rings =
        new URLClassLoader(new URL[] {root}, ClassLoader.getPlatformClassLoader())) {
      rings
          .loadClass("io.lockmeter.bootstrap.BootstrapInstaller")
          .getMethod("install", File.class, Instrumentation.class)
          .invoke(null, new File(System.getProperty("agent.jar")), instrumentation);
    }
    Class.forName("io.lockmeter.engine.instrument.HookScenarios")
        .getMethod("install", String.class, Instrumentation.class)
        .invoke(null, arguments, instrumentation);
  }
}
