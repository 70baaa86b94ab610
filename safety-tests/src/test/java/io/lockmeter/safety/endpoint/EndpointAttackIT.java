package io.lockmeter.safety.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The endpoint of the built jar, in an application with a server of its own, under attack. */
final class EndpointAttackIT {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String HOST = "Host: localhost\r\n";
  private static final String SCRAPE = "GET /metrics HTTP/1.1\r\n" + HOST + "\r\n";

  /** As many as the endpoint serves and lets wait. */
  private static final int MOST_CONNECTIONS = 64;

  private static final int MOST_THREADS = 10;
  private static final int MANY = 400;

  private static Target target;

  @BeforeAll
  static void start() throws Exception {
    target = Target.start("window=1s");
    target.program().ask("contend");
  }

  @AfterAll
  static void end() throws Exception {
    try (Target ending = target) {
      assertThat(ending.program().ask("properties")).isEqualTo("[]");
      assertThat(ending.program().end()).isZero();
      assertThat(ending.program().stderr().lines().filter(line -> line.contains("WARN"))).isEmpty();
    }
  }

  /** In each row: the request, with some signs written as in Java, and the status it gets. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true,
      textBlock =
          """
          'GET /metrics HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n'                            | 200
          'GET /metrics?name=x&y=../.. HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n'             | 200
          'GET /metrics HTTP/1.0\\r\\n\\r\\n'                                         | 200
          'GET /metrics HTTP/1.1\\nHost: x\\n\\n'                                     | 200
          'GET http://x/metrics HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n'                    | 200
          'HEAD /metrics HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n'                           | 200
          'OPTIONS /metrics HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n'                        | 204
          'OPTIONS * HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n'                               | 204
          'GET /locks HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n'                      | 200
          'GET /locks.json HTTP/1.1\\r\\nHost: 127.0.0.1:80\\r\\n\\r\\n'              | 200
          'GET /locks HTTP/1.1\\r\\nHost: evil.example\\r\\n\\r\\n'                   | 403
          'GET /locks.json HTTP/1.1\\r\\nHost: localhost.evil.example\\r\\n\\r\\n'    | 403
          'GET http://evil.example/locks HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n'   | 403
          'GET /locks.json HTTP/1.0\\r\\n\\r\\n'                                      | 403
          'GET /metrics/ HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n'                           | 404
          'GET //metrics HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n'                           | 404
          'GET /../metrics HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n'                         | 404
          'GET /locks/../../etc/passwd HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n'             | 404
          'GET /locks/..%2f..%2fetc%2fpasswd HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n'       | 404
          'GET /%2e%2e/metrics HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n'                     | 404
          'GET /%252e%252e/locks HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n'                   | 404
          'GET /locks%00.html HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n'                      | 404
          'GET /%6cocks HTTP/1.1\\r\\nHost: evil.example\\r\\n\\r\\n'                 | 404
          'GET /locks;x=y HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n'                          | 404
          'GET /locks\\\\..\\\\metrics HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n'             | 404
          'POST /metrics HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 1\\r\\n\\r\\nx'   | 405
          'DELETE /locks HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n'                           | 405
          'TRACE /metrics HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n'                          | 405
          'get /metrics HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n'                            | 405
          'GET /metrics HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 1\\r\\n\\r\\nx'    | 400
          'GET /metrics HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: -1\\r\\n\\r\\n'    | 400
          'GET /metrics HTTP/1.1\\r\\nHost: x\\r\\nTransfer-Encoding: x\\r\\n\\r\\n'  | 400
          'GET /locks\\0 HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n'                           | 400
          'GET /metrics HTTP/1.1\\r\\n\\r\\n'                                         | 400
          'GET /metrics HTTP/1.1\\r\\nHost: a\\r\\nHost: b\\r\\n\\r\\n'               | 400
          'GET /metrics HTTP/1.1\\r\\nHost : x\\r\\n\\r\\n'                           | 400
          'GET /metrics HTTP/1.1\\r\\nHost: x\\r\\n folded\\r\\n\\r\\n'               | 400
          'GET /metrics HTTP/1.1\\r\\nHost: x\\rX: y\\r\\n\\r\\n'                     | 400
          'GET metrics HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n'                             | 400
          'GET  /metrics HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n'                           | 400
          'GET /metrics\\r\\n\\r\\n'                                                  | 400
          'GET /metrics HTTP/1.1 x\\r\\nHost: x\\r\\n\\r\\n'                          | 400
          'PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n'                                  | 505
          '\\r\\n\\r\\n'                                                              | 400
          'SSH-2.0-x\\r\\n\\r\\n'                                                     | 400
          '*1\\r\\n$4\\r\\nPING\\r\\n\\r\\n'                                          | 400
          """)
  void answersWhatIsSent(String request, int status) throws Exception {
    String answer = target.send(request.translateEscapes());

    assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains("Connection: close");
    assertThat(answer).doesNotContain("Access-Control").contains("X-Content-Type-Options: nosniff");
    assertThat(answer).contains("Content-Security-Policy: default-src 'none'");
    assertThat(answer.contains("Allow: GET, HEAD, OPTIONS"))
        .isEqualTo(status == 405 || status == 204);
    if (request.startsWith("HEAD") || status == 204) {
      assertThat(answer).endsWith("\r\n\r\n");
    }
  }

  @Test
  void hugeRequestsAreCutOff() throws Exception {
    String header = "X: " + "y".repeat(1_000) + "\r\n";

    assertThat(target.send("GET /" + "a".repeat(10_000) + " HTTP/1.1\r\n" + HOST + "\r\n"))
        .startsWith("HTTP/1.1 414 ");
    assertThat(target.send("a".repeat(40_000))).startsWith("HTTP/1.1 414 ");
    assertThat(target.send("GET / HTTP/1.1\r\n" + HOST + header.repeat(100) + "\r\n"))
        .startsWith("HTTP/1.1 431 ");
    assertThat(target.send("GET / HTTP/1.1\r\n" + HOST + "X: y\r\n".repeat(200) + "\r\n"))
        .startsWith("HTTP/1.1 431 ");
    assertThat(target.send("GET / HTTP/1.1\r\n" + HOST + "X: " + "y".repeat(40_000)))
        .startsWith("HTTP/1.1 431 ");
    // A hello of TLS, and other bytes that are no text.
    assertThat(target.send("\u0016\u0003\u0001\u0002\0\n\n")).startsWith("HTTP/1.1 400 ");
    // Requests one behind the other: one answer, then the end.
    assertThat(target.send(SCRAPE.repeat(100))).containsOnlyOnce("HTTP/1.1 200 ");
  }

  @Test
  void halfClosedConnectionsAreAnsweredOrEnded() throws Exception {
    try (Socket socket = target.connect()) {
      socket.getOutputStream().write(SCRAPE.getBytes());
      socket.shutdownOutput();
      assertThat(new String(socket.getInputStream().readAllBytes())).startsWith("HTTP/1.1 200 ");
    }
    try (Socket socket = target.connect()) {
      socket.getOutputStream().write("GET /met".getBytes());
      socket.shutdownOutput();
      assertThat(new String(socket.getInputStream().readAllBytes())).startsWith("HTTP/1.1 400 ");
    }
    try (Socket socket = target.connect()) {
      socket.shutdownOutput();
      assertThat(socket.getInputStream().readAllBytes()).isEmpty();
    }
  }

  @Test
  void manyAskAtOnce() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + target.port() + "/metrics"))
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(PATIENCE)
            .build();
    List<CompletableFuture<Integer>> statuses = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      statuses.add(
          client
              .sendAsync(request, HttpResponse.BodyHandlers.discarding())
              .thenApply(HttpResponse::statusCode)
              .exceptionally(e -> 0));
    }
    List<Integer> all = statuses.stream().map(CompletableFuture::join).toList();

    // What does not fit is refused, by us or by the system; the rest is answered.
    assertThat(all).allMatch(s -> s == 200 || s == 503 || s == 0);
    assertThat(all).filteredOn(s -> s == 200).hasSizeGreaterThan(MOST_CONNECTIONS / 2);
    assertThat(target.number("threads")).isLessThanOrEqualTo(MOST_THREADS);
  }

  @Test
  void slowAndSilentClientsTakeAFewThreadsAndHandlesAndStopNobody() throws Exception {
    int own = (int) target.number("port");
    long handles = target.number("handles");
    long heap = target.number("heap");
    List<Socket> attackers = new ArrayList<>();
    CountDownLatch over = new CountDownLatch(1);
    Thread dripping = new Thread(() -> drip(attackers, over));
    try {
      for (int i = 0; i < MANY; i++) {
        Socket socket = target.connect();
        synchronized (attackers) {
          attackers.add(socket);
        }
        if (i % 3 == 0) {
          socket.getOutputStream().write(SCRAPE.getBytes());
        }
        if (i == MANY / 2) {
          dripping.start();
        }
        if (i % 50 == 0) {
          assertThat(target.number("threads")).isLessThanOrEqualTo(MOST_THREADS);
          assertThat(target.number("handles")).isLessThanOrEqualTo(handles + MOST_CONNECTIONS + 10);
        }
      }
      Awaitility.await("a scrape while others are slow")
          .atMost(PATIENCE)
          .until(() -> target.scrape().startsWith("HTTP/1.1 200 "));
      try (Socket socket = Target.connect(own)) {
        assertThat(Target.send(socket, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
            .startsWith("HTTP/1.1 204 ");
      }
      assertThat(target.program().ask("contend")).isEqualTo("contended");
      assertThat(target.number("threads")).isLessThanOrEqualTo(MOST_THREADS);
      assertThat(target.number("heap")).isLessThan(heap + 4_000_000);
    } finally {
      over.countDown();
      dripping.join();
      for (Socket socket : attackers) {
        socket.close();
      }
    }
    Awaitility.await("handles are given back")
        .atMost(PATIENCE)
        .until(() -> target.number("handles") <= handles + 5);
  }

  /** Sends a byte to each connection every now and then, as long as it is there. */
  private static void drip(List<Socket> attackers, CountDownLatch over) {
    try {
      while (!over.await(50, TimeUnit.MILLISECONDS)) {
        List<Socket> now;
        synchronized (attackers) {
          now = new ArrayList<>(attackers);
        }
        for (int i = 1; i < now.size(); i += 3) {
          try {
            now.get(i).getOutputStream().write('a');
          } catch (IOException e) {
            // Closed by the endpoint, as it should be.
          }
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
