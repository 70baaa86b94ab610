package io.lockmeter.engine.export.http;

import io.lockmeter.bootstrap.AgentThread;
import io.lockmeter.engine.logging.Failure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small HTTP server that nobody can make large.
 *
 * <ol>
 *   <li>It has one thread that accepts, one that ends what takes too long, and at most {@link
 *       #THREADS} that serve one connection each.
 *   <li>It holds at most {@link #THREADS} + {@link #QUEUED} connections, and of each at most 16 KiB
 *       of request.
 *   <li>Whoever is slow gives way to those who wait: when there is no room, the connection that has
 *       taken longest to send its request is closed.
 * </ol>
 *
 * <p>Not the JDK's server: that accepts connections without limit, and so takes file handles that
 * the application needs. What could bound it are system properties, which hold for the
 * application's own servers too.
 */
final class HttpListener implements AutoCloseable {

  /** Connections that are served at a time. */
  static final int THREADS = 8;

  /** Connections that wait. */
  static final int QUEUED = 56;

  private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);
  private static final int BACKLOG = 64;
  private static final int IDLE_SECONDS = 30;
  private static final int LOOK_MILLIS = 100;
  private static final int TRIES = 5;
  private static final int TRY_MILLIS = 10;

  private final ServerSocket server;
  private final PageHandler pages;
  private final Guard guard;
  private final Connections connections;
  private final ThreadPoolExecutor workers;
  private final Failure failure = new Failure(LOG, "A connection could not be accepted");

  private HttpListener(ServerSocket server, PageHandler pages, Guard guard, Duration limit) {
    this.server = server;
    this.pages = pages;
    this.guard = guard;
    connections = new Connections(limit.toNanos());
    workers =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUED),
            task -> new AgentThread(task, "http"),
            (task, pool) -> makeRoom((Connection) task, pool.getQueue()));
    workers.allowCoreThreadTimeOut(true);
  }

  /** Listens on {@code address}; each connection may take {@code limit}. */
  static HttpListener start(
      InetSocketAddress address, List<Page> pages, Guard guard, Duration limit) throws IOException {
    ServerSocket server = new ServerSocket();
    try {
      server.bind(address, BACKLOG);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
    boolean local = server.getInetAddress().isLoopbackAddress();
    HttpListener listener =
        new HttpListener(server, new PageHandler(pages, local, guard), guard, limit);
    AgentThread.lasting(listener::accept, "http-accept").start();
    AgentThread.lasting(listener::watch, "http-watch").start();
    return listener;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        workers.execute(new Connection(server.accept(), pages, guard, connections));
      } catch (IOException | RuntimeException | Error e) {
        // No file handle is left, for instance, or no thread can be had; both may be over in a
        // while.
        if (!server.isClosed()) {
          failure.note(e);
          pause(LOOK_MILLIS);
        }
      }
    }
  }

  private void makeRoom(Connection newcomer, BlockingQueue<Runnable> waiting) {
    try {
      for (int i = 0; i < TRIES; i++) {
        connections.endSlowest();
        if (waiting.offer(newcomer, TRY_MILLIS, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("The accepting thread was interrupted", e);
    }
    newcomer.refuse(new RefusedException(503, "Too many ask at once."));
  }

  private void watch() {
    try {
      while (connections.awaitAny()) {
        pause(LOOK_MILLIS);
        connections.endOverdue(!workers.getQueue().isEmpty());
      }
    } catch (InterruptedException e) {
      LOG.debug("The watching thread was interrupted", e);
    }
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      LOG.debug("A thread of the endpoint was interrupted", e);
    }
  }

  InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      LOG.debug("The port could not be closed: {}", e.toString());
    }
    connections.close();
    for (Runnable waiting : workers.shutdownNow()) {
      ((Connection) waiting).close();
    }
  }
}
