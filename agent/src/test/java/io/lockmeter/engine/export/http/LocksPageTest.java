package io.lockmeter.engine.export.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.engine.config.HttpConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LocksPageTest {

  private final HttpClient client = HttpClient.newHttpClient();
  private final Endpoint endpoint =
      requireNonNull(Endpoint.start(HttpConfig.local(0), LocksPage.pages()));

  @AfterEach
  void close() {
    endpoint.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/locks, text/html; charset=utf-8, <!doctype html>",
    "/locks/locks.css, text/css; charset=utf-8, :root",
    "/locks/locks.js, text/javascript; charset=utf-8, 'use strict'",
    "/locks/uplot.css, text/css; charset=utf-8, .uplot",
    "/locks/uplot.js, text/javascript; charset=utf-8, uPlot"
  })
  void everyFileIsServedAsWhatItIsAndRunsNothingElse(String path, String type, String content)
      throws Exception {
    HttpResponse<String> response = get(path, null);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains(content);
    assertThat(response.headers().firstValue("Content-Type")).hasValue(type);
    assertThat(response.headers().allValues("Cache-Control")).containsExactly("private, no-cache");
    assertThat(response.headers().firstValue("Content-Security-Policy"))
        .get()
        .asString()
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self'; ")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe");
  }

  @Test
  void whatABrowserHasIsNotSentAgain() throws Exception {
    String version = get("/locks/uplot.js", null).headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> same = get("/locks/uplot.js", version);
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
    assertThat(get("/locks/uplot.js", "\"0\"").statusCode()).isEqualTo(200);
  }

  @Test
  void staysOnThisMachine() {
    assertThat(LocksPage.pages()).hasSize(5).allMatch(Page::loopbackOnly);
  }

  private HttpResponse<String> get(String path, String version) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + endpoint.port() + path));
    if (version != null) {
      request.header("If-None-Match", version);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
