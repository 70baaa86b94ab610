package io.lockmeter.engine.cli.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EndpointSourceTest {

  private HttpServer server;
  private String url;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            boolean found = exchange.getRequestURI().getPath().endsWith("/locks.json");
            exchange.sendResponseHeaders(found ? 200 : 404, 0);
            try (OutputStream out = exchange.getResponseBody()) {
              out.write(exchange.getRequestURI().toString().getBytes(StandardCharsets.UTF_8));
            }
          }
        });
    server.start();
    url = "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port();
  }

  private int port() {
    return server.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/locks", "/locks/", "/locks.json", "/metrics"})
  void asksForTheReportWhicheverPageIsNamed(String path) throws Exception {
    assertThat(new EndpointSource(URI.create(url + path), null).read()).isEqualTo("/locks.json");
    assertThat(new EndpointSource(URI.create(url + "/behind" + path), null).read())
        .isEqualTo("/behind/locks.json");
  }

  @Test
  void whatIsNoEndpointIsNamed() {
    server.removeContext("/");

    assertThatThrownBy(new EndpointSource(URI.create(url), null)::read)
        .isInstanceOf(NoReportException.class)
        .hasMessageStartingWith(url + "/locks.json answers 404: that is no endpoint of the agent");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "[]",
        "{\"locks\":[]}",
        "{\"locks\":[1]}",
        "{\"version\":\"1\",\"java\":\"17\",\"pid\":\"x\",\"startedAt\":\"\",\"locks\":[]}"
      })
  void whatIsNoReportIsRefused(String json) {
    assertThatThrownBy(() -> Observation.of(json))
        .isInstanceOf(NoReportException.class)
        .hasMessageStartingWith("what came is no report of the agent");
  }
}
