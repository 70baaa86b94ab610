package io.lockmeter.engine.export.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers GET and HEAD for the pages it is given, and anything else with a short refusal. A
 * connection serves one request: clients cannot hold more than they use.
 */
final class PageHandler implements HttpHandler {

  private static final Logger LOG = LoggerFactory.getLogger(PageHandler.class);

  private final Map<String, Page> pages = new LinkedHashMap<>();
  private final boolean boundToLoopback;
  private final AtomicBoolean failureLogged = new AtomicBoolean();

  PageHandler(List<Page> pages, boolean boundToLoopback) {
    for (Page page : pages) {
      this.pages.put(page.path(), page);
    }
    this.boundToLoopback = boundToLoopback;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Headers headers = exchange.getResponseHeaders();
      headers.set("Connection", "close");
      headers.set("Cache-Control", "no-store");
      headers.set("X-Content-Type-Options", "nosniff");
      answer(exchange);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    Page page = pages.get(exchange.getRequestURI().getPath());
    if (page == null) {
      refuse(exchange, 404, "Not found. There is " + String.join(", ", pages.keySet()) + "\n");
      return;
    }
    String method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      refuse(exchange, 405, "Only GET and HEAD are allowed.\n");
      return;
    }
    Headers request = exchange.getRequestHeaders();
    if (hasBody(request)) {
      refuse(exchange, 400, "A request body is not accepted.\n");
      return;
    }
    if (page.loopbackOnly() && !boundToLoopback) {
      refuse(
          exchange,
          403,
          "This page names code of the application. It is served only with http.host=127.0.0.1.\n");
      return;
    }
    if (page.loopbackOnly() && !LoopbackHost.isNamedBy(request.getFirst("Host"))) {
      refuse(exchange, 403, "This page is served only as localhost, 127.0.0.1 or [::1].\n");
      return;
    }
    Page.Body body = render(page, request.getFirst("Accept"));
    if (body == null) {
      refuse(exchange, 500, "This page could not be made; see the agent's log.\n");
      return;
    }
    body.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.getResponseHeaders().set("Vary", "Accept, Accept-Encoding");
    String version = body.headers().get("ETag");
    if (version != null && version.equals(request.getFirst("If-None-Match"))) {
      exchange.sendResponseHeaders(304, -1);
      return;
    }
    if (acceptsGzip(request.getFirst("Accept-Encoding"))) {
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      body = new Page.Body(body.contentType(), gzip(body.bytes()));
    }
    send(exchange, 200, body);
  }

  private Page.@Nullable Body render(Page page, @Nullable String accept) {
    try {
      return page.content().render(accept);
    } catch (IOException | RuntimeException | LinkageError e) {
      // A scraper comes back every few seconds.
      if (failureLogged.compareAndSet(false, true)) {
        LOG.warn("{} could not be made; later failures of any page are not logged", page.path(), e);
      }
      return null;
    }
  }

  private static void refuse(HttpExchange exchange, int status, String text) throws IOException {
    send(exchange, status, Page.plain(text));
  }

  private static void send(HttpExchange exchange, int status, Page.Body body) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", body.contentType());
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", Integer.toString(body.bytes().length));
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, body.bytes().length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body.bytes());
    }
  }

  private static boolean hasBody(Headers request) {
    String length = request.getFirst("Content-Length");
    return request.containsKey("Transfer-Encoding") || length != null && !length.equals("0");
  }

  private static boolean acceptsGzip(@Nullable String encodings) {
    if (encodings == null) {
      return false;
    }
    for (String encoding : encodings.toLowerCase(Locale.ROOT).split(",")) {
      String[] parts = encoding.split(";");
      if (parts[0].trim().equals("gzip")) {
        return parts.length == 1 || !parts[1].trim().matches("q=0(\\.0*)?");
      }
    }
    return false;
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 4 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
