package io.lockmeter.engine.export.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads what comes before the body of a request, within a limit of bytes and one of time. */
final class RequestReader {

  private static final int MOST_BYTES = 16_384;

  private final Socket socket;
  private final long deadline;
  private final byte[] bytes = new byte[MOST_BYTES];
  private int count;
  private int line;
  private boolean more;

  /**
   * @param deadline in terms of {@link System#nanoTime()}
   */
  RequestReader(Socket socket, long deadline) {
    this.socket = socket;
    this.deadline = deadline;
  }

  /** The request, or null if the client sent none. */
  @Nullable Request read() throws IOException, RefusedException {
    InputStream in = socket.getInputStream();
    while (true) {
      int read = read(in);
      if (read < 0 && count == 0) {
        return null;
      }
      if (read < 0) {
        throw new RefusedException(400, "The request ends before its headers do.");
      }
      int from = count;
      count += read;
      int end = endOfHead(from);
      if (end >= 0) {
        more = end < count - 1;
        int length = line > 1 && bytes[line - 2] == '\r' ? line - 2 : line - 1;
        return Request.parse(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
      }
      if (count == MOST_BYTES) {
        throw line == 0
            ? new RefusedException(414, "The first line is longer than 16 KiB.")
            : new RefusedException(431, "The headers are longer than 16 KiB.");
      }
    }
  }

  private int read(InputStream in) throws IOException, RefusedException {
    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    if (left > 0) {
      socket.setSoTimeout((int) left);
      try {
        return in.read(bytes, count, MOST_BYTES - count);
      } catch (SocketTimeoutException e) {
        // Told below.
      }
    }
    throw new RefusedException(408, "The request took too long to arrive.");
  }

  /**
   * Where the empty line ends, or -1; {@link #line} is where the last line that is begun starts.
   */
  private int endOfHead(int from) {
    for (int i = from; i < count; i++) {
      if (bytes[i] == '\n') {
        int length = i - line;
        if (line > 0 && (length == 0 || length == 1 && bytes[line] == '\r')) {
          return i;
        }
        line = i + 1;
      }
    }
    return -1;
  }

  /** Whether the client sent more than was read, as far as is known. */
  boolean more() {
    return more;
  }
}
