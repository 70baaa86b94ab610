package io.lockmeter.engine.config;

import java.io.File;
import org.jspecify.annotations.Nullable;

/**
 * The options of the endpoint.
 *
 * @param port 0 for any, or -1 for no listener
 * @param host address to bind
 * @param locksEverywhere whether pages that name code are served beyond the loopback address too
 * @param login what a client has to know, or null
 * @param tls what the server proves itself by, or null for plain HTTP
 */
public record HttpConfig(
    int port, String host, boolean locksEverywhere, @Nullable Login login, @Nullable Tls tls) {

  /** The address that is bound unless another is given. */
  public static final String LOOPBACK = "127.0.0.1";

  /** A user, and the file whose first line is the password. */
  public record Login(String user, File passwordFile) {}

  /** A key store, and the file whose first line is its password. */
  public record Tls(File keystore, File passwordFile) {}

  /** A plain endpoint on the loopback address. */
  public static HttpConfig local(int port) {
    return new HttpConfig(port, LOOPBACK, false, null, null);
  }
}
