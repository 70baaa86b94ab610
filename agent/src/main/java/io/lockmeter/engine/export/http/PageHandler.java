package io.lockmeter.engine.export.http;

import io.lockmeter.engine.logging.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers GET and HEAD for the pages it is given, and anything else with a short refusal. Each page
 * is made by one thread at a time, so that none that is stuck takes all threads with it. {@code
 * /-/healthy} is always there.
 */
final class PageHandler {

  private static final Logger LOG = LoggerFactory.getLogger(PageHandler.class);
  private static final String METHODS = "GET, HEAD, OPTIONS";
  private static final int TURN_SECONDS = 2;

  private static final class Place {

    private final Page page;
    private final Semaphore turn = new Semaphore(1);
    private final Failure failure;

    Place(Page page) {
      this.page = page;
      failure = new Failure(LOG, page.path() + " could not be made");
    }
  }

  private final Map<String, Place> places = new LinkedHashMap<>();
  private final boolean boundToLoopback;
  private final Guard guard;

  PageHandler(List<Page> pages, boolean boundToLoopback, Guard guard) {
    List<Page> all = new ArrayList<>(pages);
    all.add(Page.text("/-/healthy", "Lockmeter is healthy.\n"));
    for (Page page : all) {
      places.put(page.path(), new Place(page));
    }
    this.boundToLoopback = boundToLoopback;
    this.guard = guard;
  }

  Response answer(Request request) {
    Response response;
    try {
      response = allowed(request);
    } catch (RefusedException e) {
      response = Response.refusal(e);
      if (e.status() == 401) {
        response.with("WWW-Authenticate", Login.CHALLENGE);
      } else if (e.status() == 405) {
        response.with("Allow", METHODS);
      } else if (e.status() == 503) {
        response.with("Retry-After", "1");
      }
    }
    return request.method().equals("HEAD") ? response.withoutBody() : response;
  }

  private Response allowed(Request request) throws RefusedException {
    Login login = guard.login();
    if (login != null && !login.accepts(request.header("authorization"))) {
      throw new RefusedException(401, "Name and password are needed.");
    }
    Place place = places.get(request.path());
    boolean options = request.method().equals("OPTIONS");
    if (place == null && !(options && request.path().equals("*"))) {
      throw new RefusedException(404, "Not found. There is " + String.join(", ", places.keySet()));
    }
    if (!options && !request.method().equals("GET") && !request.method().equals("HEAD")) {
      throw new RefusedException(405, "Only GET and HEAD are allowed.");
    }
    if (request.hasBody()) {
      throw new RefusedException(400, "A request body is not accepted.");
    }
    if (place == null || options) {
      return Response.empty(204).with("Allow", METHODS);
    }
    requireReach(place.page, request);
    return page(place, request);
  }

  private void requireReach(Page page, Request request) throws RefusedException {
    if (!page.loopbackOnly() || guard.locksEverywhere()) {
      return;
    }
    if (!boundToLoopback) {
      throw new RefusedException(
          403,
          "This page names code of the application. It is served only with http.host=127.0.0.1, or"
              + " http.locks=always.");
    }
    if (!LoopbackHost.isNamedBy(request.host())) {
      throw new RefusedException(
          403,
          "This page is served only as localhost, 127.0.0.1 or [::1], or with http.locks=always.");
    }
  }

  private Response page(Place place, Request request) throws RefusedException {
    Page.Body body = inTurn(place, request.header("accept"));
    String version = body.headers().get("ETag");
    boolean known = version != null && version.equals(request.header("if-none-match"));
    boolean gzip = !known && acceptsGzip(request.header("accept-encoding"));
    Response response =
        known
            ? Response.empty(304)
            : Response.of(200, gzip ? new Page.Body(body.contentType(), gzip(body.bytes())) : body);
    body.headers().forEach(response::with);
    if (gzip) {
      response.with("Content-Encoding", "gzip");
    }
    return response.with("Vary", "Accept, Accept-Encoding");
  }

  private Page.Body inTurn(Place place, @Nullable String accept) throws RefusedException {
    try {
      if (!place.turn.tryAcquire(TURN_SECONDS, TimeUnit.SECONDS)) {
        throw new RefusedException(503, "This page is still being made for somebody else.");
      }
    } catch (InterruptedException e) {
      throw new RefusedException(503, "The endpoint is being closed.");
    }
    try {
      return place.page.content().render(accept);
    } catch (IOException | RuntimeException | Error e) {
      // A scraper comes back every few seconds.
      place.failure.note(e);
      throw new RefusedException(500, "This page could not be made; see the agent's log.");
    } finally {
      place.turn.release();
    }
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

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 4 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail to be written", e);
    }
    return out.toByteArray();
  }
}
