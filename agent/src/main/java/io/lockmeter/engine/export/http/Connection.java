package io.lockmeter.engine.export.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client, one request, one answer. It runs on one thread; another may end it at any time, which
 * closes the socket under whatever that thread does with it.
 */
final class Connection implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  /** What is still read after the answer, so that the client gets it before a reset. */
  private static final int MOST_DRAINED = 262_144;

  private static final int DRAIN_MILLIS = 1_000;

  private final Socket plain;
  private final PageHandler pages;
  private final Guard guard;
  private final Connections connections;
  private volatile long startedAt;
  private volatile boolean reading;

  Connection(Socket plain, PageHandler pages, Guard guard, Connections connections) {
    this.plain = plain;
    this.pages = pages;
    this.guard = guard;
    this.connections = connections;
  }

  @Override
  public void run() {
    startedAt = System.nanoTime();
    reading = true;
    if (!connections.add(this)) {
      close();
      return;
    }
    try (Socket closed = plain) {
      serve(secured(closed));
    } catch (IOException e) {
      LOG.debug("A client went away, or was sent away: {}", e.toString());
    } catch (Throwable e) {
      connections.failed(e);
    } finally {
      connections.remove(this);
    }
  }

  private Socket secured(Socket socket) throws IOException {
    SSLSocketFactory factory = guard.tls();
    socket.setTcpNoDelay(true);
    if (factory == null) {
      return socket;
    }
    socket.setSoTimeout((int) TimeUnit.NANOSECONDS.toMillis(connections.limitNanos()));
    SSLSocket secured = (SSLSocket) factory.createSocket(socket, null, true);
    secured.setEnabledProtocols(PROTOCOLS);
    return secured;
  }

  private void serve(Socket socket) throws IOException {
    RequestReader reader = new RequestReader(socket, startedAt + connections.limitNanos());
    Response response;
    boolean drain;
    try {
      Request request = reader.read();
      if (request == null) {
        return;
      }
      reading = false;
      response = pages.answer(request);
      drain = request.hasBody() || reader.more();
    } catch (RefusedException e) {
      reading = false;
      response = Response.refusal(e);
      drain = true;
    }
    response.writeTo(socket.getOutputStream());
    if (guard.tls() != null) {
      socket.close();
    } else if (drain) {
      drain(socket);
    }
  }

  private static void drain(Socket socket) throws IOException {
    socket.shutdownOutput();
    socket.setSoTimeout(DRAIN_MILLIS);
    InputStream in = socket.getInputStream();
    byte[] buffer = new byte[8_192];
    int total = 0;
    for (int n = in.read(buffer); n >= 0 && total < MOST_DRAINED; n = in.read(buffer)) {
      total += n;
    }
  }

  /** When it began to be served, in terms of {@link System#nanoTime()}. */
  long startedAt() {
    return startedAt;
  }

  /** Whether the client is not done with its request. */
  boolean reading() {
    return reading;
  }

  /** Ends it; whoever reads or writes gets an error. Does not block. */
  void close() {
    try {
      plain.close();
    } catch (IOException e) {
      LOG.debug("A socket could not be closed: {}", e.toString());
    }
  }

  /** Sends the client away. A few bytes on a new connection: does not block. */
  void refuse(RefusedException reason) {
    try (Socket closed = plain) {
      if (guard.tls() == null) {
        Response.refusal(reason).with("Retry-After", "1").writeTo(closed.getOutputStream());
      }
    } catch (IOException e) {
      LOG.debug("A client went away: {}", e.toString());
    }
  }
}
