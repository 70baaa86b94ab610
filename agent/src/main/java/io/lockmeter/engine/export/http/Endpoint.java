package io.lockmeter.engine.export.http;

import io.lockmeter.engine.config.HttpConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves pages over HTTP. It never keeps the JVM alive and never stops the application: what
 * prevents it from listening is one line in the log.
 */
public final class Endpoint implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final HttpListener listener;
  private final Guard guard;

  private Endpoint(HttpListener listener, Guard guard) {
    this.listener = listener;
    this.guard = guard;
  }

  /**
   * Listens where {@code http} says. {@code /-/healthy} is always there.
   *
   * @return null, after one line in the log, if it cannot listen
   */
  public static @Nullable Endpoint start(HttpConfig http, List<Page> pages) {
    return start(http, pages, LIMIT);
  }

  /** The same with a time limit of its own for each connection. */
  static @Nullable Endpoint start(HttpConfig http, List<Page> pages, Duration limit) {
    InetSocketAddress address = new InetSocketAddress(http.host(), http.port());
    if (address.isUnresolved()) {
      LOG.warn(
          "http.host={}: no endpoint, as this host name is unknown here; give an address of this"
              + " machine, such as 127.0.0.1 or 0.0.0.0. The application runs on",
          http.host());
      return null;
    }
    Guard guard;
    try {
      guard = Guard.of(http);
    } catch (IOException e) {
      LOG.warn("{}; so there is no endpoint. The application runs on", e.getMessage());
      return null;
    }
    try {
      Endpoint endpoint = new Endpoint(HttpListener.start(address, pages, guard, limit), guard);
      LOG.info("endpoint on {}{}", endpoint.url(), pages.isEmpty() ? "/" : pages.get(0).path());
      if (endpoint.passwordsCanBeOverheard()) {
        LOG.warn(
            "http.user: passwords can be overheard on the way here, as there is no TLS; give"
                + " http.tls.keystore, or put a proxy with TLS before it");
      }
      return endpoint;
    } catch (IOException e) {
      LOG.warn(
          "http.port={}: no endpoint, as {}:{} cannot be bound ({}); choose a free port over 1023, or 0"
              + " to have one picked, and an http.host of this machine. The application runs on",
          http.port(),
          http.host(),
          http.port(),
          e.getMessage());
    }
    return null;
  }

  private boolean passwordsCanBeOverheard() {
    return guard.login() != null
        && guard.tls() == null
        && !listener.address().getAddress().isLoopbackAddress();
  }

  /** The port it listens on. */
  public int port() {
    return listener.address().getPort();
  }

  private String url() {
    InetAddress bound = listener.address().getAddress();
    String host = bound.isAnyLocalAddress() ? "localhost" : bound.getHostAddress();
    String literal = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return (guard.tls() == null ? "http://" : "https://") + literal + ":" + port();
  }

  /** Stops listening and drops requests in progress. */
  @Override
  public void close() {
    listener.close();
  }
}
