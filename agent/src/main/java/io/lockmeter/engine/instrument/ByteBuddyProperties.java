package io.lockmeter.engine.instrument;

import java.util.HashMap;
import java.util.Map;

/**
 * Sets, while Byte Buddy starts, the properties that keep it from {@code sun.misc.Unsafe} (warnings
 * on stderr from JDK 24 on) and from generic signatures. Closing puts back what was there, so that
 * a Byte Buddy of the application never sees them.
 */
final class ByteBuddyProperties implements AutoCloseable {

  private static final String[] NAMES = {
    "net.bytebuddy.safe", "net.bytebuddy.nexus.disabled", "net.bytebuddy.raw"
  };

  private final Map<String, String> before = new HashMap<>();

  ByteBuddyProperties() {
    for (String name : NAMES) {
      before.put(name, System.setProperty(name, "true"));
    }
  }

  @Override
  public void close() {
    for (String name : NAMES) {
      String value = before.get(name);
      if (value == null) {
        System.clearProperty(name);
      } else {
        System.setProperty(name, value);
      }
    }
  }
}
