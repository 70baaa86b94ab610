package io.lockmeter.engine.export.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Basic authentication (RFC 7617). How long a refusal takes tells nothing of the password. */
final class Login {

  static final String CHALLENGE = "Basic realm=\"lockmeter\", charset=\"UTF-8\"";

  private static final String SCHEME = "Basic ";

  private final byte[] expected;

  Login(String user, String password) {
    expected = digest((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Whether a client may come in.
   *
   * @param authorization the header of that name
   */
  boolean accepts(@Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    try {
      byte[] given = Base64.getDecoder().decode(authorization.substring(SCHEME.length()).trim());
      return MessageDigest.isEqual(expected, digest(given));
    } catch (IllegalArgumentException e) {
      // Not Base64: nobody's password.
      return false;
    }
  }

  // Digests are of one length, and comparing them takes the same time wherever they differ.
  private static byte[] digest(byte[] credentials) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(credentials);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
