package io.lockmeter.engine.export.http;

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
 *
 * <p>This class names no class of {@code jdk.httpserver}, so that it loads where the module is
 * missing.
 */
public final class Endpoint implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);
  private static final Duration EXCHANGE_LIMIT = Duration.ofSeconds(10);

  private final HttpListener listener;

  private Endpoint(HttpListener listener) {
    this.listener = listener;
  }

  /**
   * Listens on {@code host} and {@code port}; 0 picks a free port. {@code /-/healthy} is always
   * there.
   *
   * @return null, after one line in the log, if it cannot listen
   */
  public static @Nullable Endpoint start(String host, int port, List<Page> pages) {
    return start(host, port, pages, EXCHANGE_LIMIT);
  }

  /** The same with a time limit of its own for each exchange. */
  static @Nullable Endpoint start(String host, int port, List<Page> pages, Duration limit) {
    if (ModuleLayer.boot().findModule("jdk.httpserver").isEmpty()) {
      LOG.warn(
          "http.port={}: no endpoint, as module jdk.httpserver is not in this JVM; start it with"
              + " --add-modules=jdk.httpserver. The application runs on",
          port);
      return null;
    }
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      LOG.warn(
          "http.host={}: no endpoint, as this host name is unknown here; give an address of this"
              + " machine, such as 127.0.0.1 or 0.0.0.0. The application runs on",
          host);
      return null;
    }
    try {
      Endpoint endpoint = new Endpoint(HttpListener.start(address, pages, limit));
      LOG.info("endpoint on {}{}", endpoint.url(), pages.isEmpty() ? "/" : pages.get(0).path());
      return endpoint;
    } catch (IOException e) {
      LOG.warn(
          "http.port={}: no endpoint, as {}:{} cannot be bound ({}); choose a free port over 1023, or 0"
              + " to have one picked, and an http.host of this machine. The application runs on",
          port,
          host,
          port,
          e.getMessage());
    } catch (RuntimeException | LinkageError e) {
      LOG.warn(
          "http.port={}: no endpoint, as the HTTP server of this JVM does not start ({}). The"
              + " application runs on",
          port,
          e.toString());
    }
    return null;
  }

  /** The port it listens on. */
  public int port() {
    return listener.address().getPort();
  }

  private String url() {
    InetAddress bound = listener.address().getAddress();
    String host = bound.isAnyLocalAddress() ? "localhost" : bound.getHostAddress();
    String literal = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return "http://" + literal + ":" + port();
  }

  /** Stops listening and drops requests in progress. */
  @Override
  public void close() {
    listener.close();
  }
}
