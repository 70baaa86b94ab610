package io.lockmeter.engine.export.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.bootstrap.AgentThread;
import io.lockmeter.engine.config.HttpConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A real server on the loopback address, asked by a real client. */
final class EndpointTest {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String TEXT = "metric 1\n".repeat(200);
  private static final List<Page> PAGES =
      List.of(
          new Page("/metrics", false, accept -> Page.plain(accept + "\n" + TEXT)),
          Page.localJson("/locks.json", out -> out.write("{\"lock\":\"é\"}")),
          new Page(
              "/broken",
              false,
              accept -> {
                throw new IllegalStateException("broken on purpose");
              }));

  private final HttpClient client = HttpClient.newHttpClient();
  private final Endpoint endpoint =
      requireNonNull(Endpoint.start(HttpConfig.local(0), PAGES, PATIENCE));

  @AfterEach
  void close() {
    endpoint.close();
  }

  @Test
  void servesItsPages() throws Exception {
    HttpResponse<byte[]> metrics = send(request("/metrics").header("Accept", "text/plain"));
    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(text(metrics)).isEqualTo("text/plain\n" + TEXT);
    assertThat(metrics.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
    assertThat(metrics.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");

    HttpResponse<byte[]> json = send(request("/locks.json?pretty"));
    assertThat(json.statusCode()).isEqualTo(200);
    assertThat(text(json)).isEqualTo("{\"lock\":\"é\"}");
    assertThat(json.headers().firstValue("Content-Type"))
        .hasValue("application/json; charset=utf-8");

    HttpResponse<byte[]> healthy = send(request("/-/healthy"));
    assertThat(healthy.statusCode()).isEqualTo(200);
    assertThat(text(healthy)).isEqualTo("Lockmeter is healthy.\n");
  }

  @ParameterizedTest
  @CsvSource({"gzip,true", "'br, gzip;q=0.8',true", "gzip;q=0,false", "identity,false"})
  void compressesIfAsked(String accepted, boolean compressed) throws Exception {
    HttpResponse<byte[]> response = send(request("/metrics").header("Accept-Encoding", accepted));
    if (compressed) {
      assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
      assertThat(response.body().length).isLessThan(TEXT.length() / 2);
      assertThat(
              new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes().length)
          .isGreaterThan(TEXT.length());
    } else {
      assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
      assertThat(text(response)).endsWith(TEXT);
    }
  }

  @Test
  void answersHeadWithoutABody() throws Exception {
    HttpResponse<byte[]> response =
        send(request("/-/healthy").method("HEAD", HttpRequest.BodyPublishers.noBody()));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    assertThat(response.headers().firstValue("Content-Length")).hasValue("22");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "TRACE", "PROPFIND"})
  void allowsNoOtherMethod(String method) throws Exception {
    HttpResponse<byte[]> response =
        send(request("/metrics").method(method, HttpRequest.BodyPublishers.ofString("x")));
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD, OPTIONS");
  }

  @Test
  void acceptsNoBody() throws Exception {
    HttpResponse<byte[]> response =
        send(request("/metrics").method("GET", HttpRequest.BodyPublishers.ofString("x")));
    assertThat(response.statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/metrics/", "/metricsx", "/metrics/../metrics", "/Metrics"})
  void comparesPathsExactly(String path) throws Exception {
    HttpResponse<byte[]> response = send(request(path));
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(text(response)).contains("/metrics, /locks.json").contains("/-/healthy");
  }

  @Test
  void failuresOfAPageShowNothingOfTheCode() throws Exception {
    for (int i = 0; i < 3; i++) {
      HttpResponse<byte[]> response = send(request("/broken"));
      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(text(response)).doesNotContain("purpose");
    }
  }

  @Test
  void otherMachinesSeeNoCode() throws Exception {
    try (Endpoint open = requireNonNull(Endpoint.start(at("0.0.0.0"), PAGES, PATIENCE))) {
      HttpResponse<byte[]> response = send(request(open.port(), "/locks.json"));
      assertThat(response.statusCode()).isEqualTo(403);
      assertThat(text(response)).contains("http.host=127.0.0.1");
      assertThat(send(request(open.port(), "/metrics")).statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "localhost,200",
    "127.0.0.1:99,200",
    "[::1]:99,200",
    "evil.example,403",
    "127.0.0.1.evil.example,403"
  })
  void namesThatOnlyPointHereSeeNoCode(String host, int status) throws Exception {
    assertThat(raw("GET /locks.json HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
        .startsWith("HTTP/1.1 " + status);
  }

  @Test
  void servesOneRequestPerConnection() throws Exception {
    String request = "GET /-/healthy HTTP/1.1\r\nHost: localhost\r\n\r\n";
    String answer = raw(request + request);
    assertThat(answer).contains("Connection: close").containsOnlyOnce("HTTP/1.1 200");
  }

  @Test
  void clientsThatSendOrReadNothingDoNotStopOthers() throws Exception {
    // More than the system takes off the server's hands.
    Page.Body large = new Page.Body("text/plain", new byte[20_000_000]);
    HttpListener listener =
        HttpListener.start(
            new InetSocketAddress("127.0.0.1", 0),
            List.of(new Page("/large", false, accept -> large)),
            Guard.OPEN,
            Duration.ofMillis(300));
    int port = listener.address().getPort();
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 15; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        slow.add(socket);
        write(socket, i % 2 == 0 ? "GET /-/hea" : "GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n");
      }
      Awaitility.await()
          .ignoreExceptions()
          .atMost(PATIENCE)
          .until(() -> send(request(port, "/-/healthy")).statusCode() == 200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
      listener.close();
    }
  }

  @Test
  void allItsThreadsAreDaemonsThatCanBeToldFromTheApplications() throws Exception {
    assertThat(send(request("/-/healthy")).statusCode()).isEqualTo(200);
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().startsWith("lockmeter-http"))
        .hasSizeGreaterThanOrEqualTo(3)
        .allMatch(Thread::isDaemon)
        .allMatch(AgentThread.class::isInstance);
  }

  @Test
  void isNotThereIfItsPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(Endpoint.start(HttpConfig.local(taken.getLocalPort()), PAGES)).isNull();
    }
    assertThat(Endpoint.start(at("host.invalid"), PAGES)).isNull();
    assertThat(Endpoint.start(at("192.0.2.1"), PAGES)).isNull();
  }

  private HttpRequest.Builder request(String path) {
    return request(endpoint.port(), path);
  }

  private static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .version(HttpClient.Version.HTTP_1_1)
        .timeout(PATIENCE);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.port())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      write(socket, request);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static HttpConfig at(String host) {
    return new HttpConfig(0, host, false, null, null);
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
