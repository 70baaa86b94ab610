package io.lockmeter.engine.export.http;

import io.lockmeter.engine.config.HttpConfig;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask for what, and whether it can be overheard on the way.
 *
 * @param locksEverywhere whether pages that name code are served beyond the loopback address too
 * @param login null if everybody may ask
 * @param tls makes sockets for TLS out of plain ones, or null for plain HTTP
 */
record Guard(boolean locksEverywhere, @Nullable Login login, @Nullable SSLSocketFactory tls) {

  /** Keeps pages that name code on this machine, and asks for no password. */
  static final Guard OPEN = new Guard(false, null, null);

  /**
   * Reads the files that the options name.
   *
   * @throws IOException with a message that names the option and the file
   */
  static Guard of(HttpConfig http) throws IOException {
    HttpConfig.Login login = http.login();
    HttpConfig.Tls tls = http.tls();
    return new Guard(
        http.locksEverywhere(),
        login == null
            ? null
            : new Login(login.user(), password("http.password.file", login.passwordFile())),
        tls == null ? null : factory(tls));
  }

  private static String password(String option, File file) throws IOException {
    String line;
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(new FileInputStream(file), StandardCharsets.UTF_8))) {
      line = in.readLine();
    } catch (IOException e) {
      throw new IOException(option + "=" + file + ": it cannot be read (" + e.getMessage() + ")");
    }
    if (line == null || line.isEmpty()) {
      throw new IOException(option + "=" + file + ": its first line is empty");
    }
    return line;
  }

  private static SSLSocketFactory factory(HttpConfig.Tls tls) throws IOException {
    char[] password = password("http.tls.password.file", tls.passwordFile()).toCharArray();
    try {
      KeyStore store = KeyStore.getInstance(tls.keystore(), password);
      boolean anyKey = false;
      for (String alias : Collections.list(store.aliases())) {
        anyKey |= store.isKeyEntry(alias);
      }
      if (!anyKey) {
        throw new IOException("it holds no private key");
      }
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, password);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context.getSocketFactory();
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw new IOException(
          "http.tls.keystore="
              + tls.keystore()
              + ": it cannot be used ("
              + e.getMessage()
              + "); give a PKCS12 key store with a private key and certificate, and in"
              + " http.tls.password.file its password",
          e);
    }
  }
}
