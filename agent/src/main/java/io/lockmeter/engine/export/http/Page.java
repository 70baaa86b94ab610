package io.lockmeter.engine.export.http;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One page of the endpoint.
 *
 * @param path the path it answers to, compared exactly
 * @param loopbackOnly whether it tells too much of the application for other machines to see
 * @param content makes the answer, on a thread of the endpoint
 */
public record Page(String path, boolean loopbackOnly, Content content) {

  /** Makes what a page shows. */
  @FunctionalInterface
  public interface Content {

    /**
     * The answer to one request.
     *
     * @param accept what the client accepts, as in the header of that name, or null
     */
    Body render(@Nullable String accept) throws IOException;
  }

  /** Writes text. */
  @FunctionalInterface
  public interface Text {
    void writeTo(Writer out) throws IOException;
  }

  /**
   * What a client gets.
   *
   * @param headers further headers of the answer
   */
  public record Body(String contentType, byte[] bytes, Map<String, String> headers) {

    public Body(String contentType, byte[] bytes) {
      this(contentType, bytes, Map.of());
    }
  }

  /** A page of JSON that names code of the application, and therefore stays on this machine. */
  public static Page localJson(String path, Text json) {
    return new Page(
        path,
        true,
        accept -> {
          StringWriter text = new StringWriter();
          json.writeTo(text);
          return new Body(
              "application/json; charset=utf-8", text.toString().getBytes(StandardCharsets.UTF_8));
        });
  }

  static Page text(String path, String text) {
    Body body = plain(text);
    return new Page(path, false, accept -> body);
  }

  static Body plain(String text) {
    return new Body("text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }
}
