package io.lockmeter.engine.export.http;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The JDK's HTTP server with our threads.
 *
 * <p>The server makes a dispatcher and a timer thread of its own. Both take over the group of the
 * thread that makes the server, and the dispatcher whether it is a daemon: so that thread is a
 * daemon in the group {@link #GROUP_NAME}, by which they can be told from threads of the
 * application.
 */
final class HttpListener implements AutoCloseable {

  static final String GROUP_NAME = "lockmeter";

  private static final int BACKLOG = 16;

  private final HttpServer server;
  private final ExchangeExecutor executor;

  private HttpListener(HttpServer server, ExchangeExecutor executor) {
    this.server = server;
    this.executor = executor;
  }

  static HttpListener start(InetSocketAddress address, List<Page> pages, Duration limit)
      throws IOException {
    ThreadGroup group = new ThreadGroup(GROUP_NAME);
    CompletableFuture<HttpListener> started = new CompletableFuture<>();
    Thread starter =
        new Thread(
            group, () -> start(address, pages, limit, started), "lockmeter-http-start", 0, false);
    starter.setDaemon(true);
    starter.start();
    try {
      HttpListener listener = started.join();
      nameThreads(group);
      return listener;
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static void start(
      InetSocketAddress address,
      List<Page> pages,
      Duration limit,
      CompletableFuture<HttpListener> started) {
    try {
      HttpServer server = HttpServer.create(address, BACKLOG);
      ExchangeExecutor executor = new ExchangeExecutor(limit);
      server.setExecutor(executor);
      List<Page> all = new ArrayList<>(pages);
      all.add(Page.text("/-/healthy", "Lockmeter is healthy.\n"));
      boolean local = server.getAddress().getAddress().isLoopbackAddress();
      server.createContext("/", new PageHandler(all, local));
      server.start();
      started.complete(new HttpListener(server, executor));
    } catch (Throwable e) {
      started.completeExceptionally(e);
    }
  }

  private static void nameThreads(ThreadGroup group) {
    Thread[] threads = new Thread[group.activeCount() + 4];
    int count = group.enumerate(threads, false);
    for (int i = 0; i < count; i++) {
      if (!threads[i].getName().startsWith("lockmeter-")) {
        threads[i].setName("lockmeter-" + threads[i].getName());
      }
    }
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  @Override
  public void close() {
    server.stop(0);
    executor.close();
  }
}
