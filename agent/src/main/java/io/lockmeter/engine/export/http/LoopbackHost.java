package io.lockmeter.engine.export.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a client addressed this machine as itself. A web page elsewhere can make a browser
 * here send requests to a name that it lets point to 127.0.0.1; the Host header then carries that
 * name.
 */
final class LoopbackHost {

  private LoopbackHost() {}

  static boolean isNamedBy(@Nullable String header) {
    if (header == null) {
      return false;
    }
    String host = header.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
    return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
  }
}
