package io.lockmeter.sample;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Serves a shop over HTTP on the loopback address, with a pool of worker threads. */
final class ShopServer implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService workers;

  /**
   * Starts to serve.
   *
   * @param port the port to listen on, or 0 for any that is free
   */
  ShopServer(Shop shop, int port, int threads) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    server = bind(address, threads);
    AtomicInteger number = new AtomicInteger();
    workers =
        Executors.newFixedThreadPool(
            threads, task -> new Thread(task, "shop-worker-" + number.incrementAndGet()));
    server.createContext("/orders", new OrderHandler(shop));
    server.setExecutor(workers);
    server.start();
  }

  private static HttpServer bind(InetSocketAddress address, int backlog) throws IOException {
    try {
      return HttpServer.create(address, backlog);
    } catch (BindException e) {
      throw new IOException(
          "cannot listen on port "
              + address.getPort()
              + " ("
              + e.getMessage()
              + "); take another, or --port=0 for any",
          e);
    }
  }

  URI orders() {
    InetSocketAddress address = server.getAddress();
    return URI.create(
        "http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + "/orders");
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdown();
  }
}
