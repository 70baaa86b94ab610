package io.lockmeter.engine.config;

import java.io.File;
import org.jspecify.annotations.Nullable;

/**
 * Reads the options of the endpoint. Passwords are in files only: a command line can be seen by all
 * users of a machine.
 */
final class HttpOptions {

  private static final String USER = "http.user";
  private static final String USER_PASSWORD = "http.password.file";
  private static final String KEYSTORE = "http.tls.keystore";
  private static final String KEYSTORE_PASSWORD = "http.tls.password.file";

  private enum Reach {
    LOOPBACK,
    ALWAYS
  }

  private final Settings settings;
  private final Values values;

  HttpOptions(Settings settings, Values values) {
    this.settings = settings;
    this.values = values;
  }

  HttpConfig read() {
    return new HttpConfig(
        port(),
        host(),
        values.choice("http.locks", Reach.LOOPBACK, Reach.class) == Reach.ALWAYS,
        login(),
        tls());
  }

  private int port() {
    Setting port = settings.get("http.port");
    return port != null && port.value().equalsIgnoreCase(ConfigParser.NONE)
        ? -1
        : values.integer(
            "http.port", -1, 0, 65_535, "1 to 65535, 0 for any free port, or none for no listener");
  }

  private String host() {
    Setting host = settings.get("http.host");
    if (host == null) {
      return HttpConfig.LOOPBACK;
    }
    // The name is resolved when the endpoint starts: asking a name server here could block premain.
    if (host.value().isEmpty() || host.value().contains(" ")) {
      values.reject(host, "allowed is an address or host name to bind, as in 0.0.0.0");
    }
    return host.value();
  }

  private HttpConfig.@Nullable Login login() {
    Setting user = settings.get(USER);
    Setting file = settings.get(USER_PASSWORD);
    if (user != null && (user.value().isEmpty() || user.value().indexOf(':') >= 0)) {
      values.reject(user, "allowed is a name without a colon");
    }
    requireBoth(user, USER, file, USER_PASSWORD);
    return user == null || file == null
        ? null
        : new HttpConfig.Login(user.value(), new File(file.value()));
  }

  private HttpConfig.@Nullable Tls tls() {
    Setting keystore = settings.get(KEYSTORE);
    Setting file = settings.get(KEYSTORE_PASSWORD);
    requireBoth(keystore, KEYSTORE, file, KEYSTORE_PASSWORD);
    return keystore == null || file == null
        ? null
        : new HttpConfig.Tls(new File(keystore.value()), new File(file.value()));
  }

  private void requireBoth(
      @Nullable Setting first, String firstKey, @Nullable Setting second, String secondKey) {
    if (first != null && second == null) {
      values.reject(first, "it needs " + secondKey + " beside it");
    } else if (first == null && second != null) {
      values.reject(second, "it needs " + firstKey + " beside it");
    }
  }
}
