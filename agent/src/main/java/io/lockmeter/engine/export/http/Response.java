package io.lockmeter.engine.export.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer. It has the headers that keep a browser from doing anything with it but to show it,
 * unless the page says otherwise.
 */
final class Response {

  private static final Map<Integer, String> REASONS =
      Map.ofEntries(
          Map.entry(200, "OK"),
          Map.entry(204, "No Content"),
          Map.entry(304, "Not Modified"),
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(408, "Request Timeout"),
          Map.entry(414, "URI Too Long"),
          Map.entry(431, "Request Header Fields Too Large"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(503, "Service Unavailable"),
          Map.entry(505, "HTTP Version Not Supported"));

  private static final byte[] NOTHING = {};

  private final int status;
  private final byte[] body;
  private final Map<String, String> headers = new LinkedHashMap<>();

  private Response(int status, byte[] body) {
    this.status = status;
    this.body = body;
    // A connection serves one request: clients cannot hold more than they use.
    headers.put("Connection", "close");
    headers.put("Cache-Control", "no-store");
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
  }

  static Response of(int status, Page.Body body) {
    Response response = new Response(status, body.bytes());
    response.with("Content-Type", body.contentType());
    response.with("Content-Length", Integer.toString(body.bytes().length));
    body.headers().forEach(response::with);
    return response;
  }

  static Response empty(int status) {
    return new Response(status, NOTHING);
  }

  static Response refusal(RefusedException refused) {
    return of(refused.status(), Page.plain(refused.text()));
  }

  Response with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  /** The same without its body, as a HEAD request is answered. */
  Response withoutBody() {
    Response response = new Response(status, NOTHING);
    response.headers.putAll(headers);
    return response;
  }

  void writeTo(OutputStream out) throws IOException {
    StringBuilder head = new StringBuilder(512).append("HTTP/1.1 ").append(status).append(' ');
    head.append(REASONS.getOrDefault(status, "")).append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    byte[] first = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] whole = new byte[first.length + body.length];
    System.arraycopy(first, 0, whole, 0, first.length);
    System.arraycopy(body, 0, whole, first.length, body.length);
    out.write(whole);
    out.flush();
  }
}
