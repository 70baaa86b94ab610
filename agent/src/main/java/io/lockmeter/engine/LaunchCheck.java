package io.lockmeter.engine;

import org.jspecify.annotations.Nullable;

/**
 * Tells JVMs that no one means to profile: the JDK's own tools, which inherit JAVA_TOOL_OPTIONS.
 */
final class LaunchCheck {

  private LaunchCheck() {}

  /** Whether the main module is one of the JDK's, as of {@code keytool} or {@code jcmd}. */
  static boolean jdkTool(@Nullable String mainModule) {
    return mainModule != null && (mainModule.startsWith("jdk.") || mainModule.startsWith("java."));
  }
}
