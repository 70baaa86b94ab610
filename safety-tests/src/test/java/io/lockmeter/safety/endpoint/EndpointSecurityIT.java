package io.lockmeter.safety.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.lockmeter.testing.ChildJvm;
import io.lockmeter.testing.FinishedProgram;
import io.lockmeter.testing.JavaProgram;
import io.lockmeter.testing.Processes;
import io.lockmeter.testing.PrometheusServer;
import io.lockmeter.testing.Promtool;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may see what, of an endpoint that is bound to all addresses. */
final class EndpointSecurityIT {

  private static final String PASSWORD = "store-secret";
  private static final String USER = "scraper";
  private static final String USER_PASSWORD = "pässword:x";
  private static final List<String> CODE =
      List.of("/locks", "/locks.json", "/locks/locks.js", "/locks/locks.css");

  @TempDir private static Path directory;

  private static Path keystore;
  private static Path certificate;
  private static Path storePassword;
  private static Path userPassword;

  @BeforeAll
  static void makeFiles() throws Exception {
    keystore = directory.resolve("store.p12");
    certificate = directory.resolve("certificate.pem");
    storePassword = Files.writeString(directory.resolve("store.pw"), PASSWORD + "\n");
    userPassword = Files.writeString(directory.resolve("user.pw"), USER_PASSWORD + "\n");
    keytool(
        "-genkeypair",
        "-alias",
        "endpoint",
        "-keyalg",
        "EC",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost,ip:127.0.0.1");
    keytool("-exportcert", "-rfc", "-alias", "endpoint", "-file", certificate.toString());
  }

  private static void keytool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", keystore.toString(), "-storepass", PASSWORD));
    Process process = Processes.of(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private static String login() {
    return "http.user=" + USER + ",http.password.file=" + userPassword;
  }

  private static String tls() {
    return "http.tls.keystore=" + keystore + ",http.tls.password.file=" + storePassword;
  }

  @Test
  void pagesThatNameCodeStayHereUnlessAskedFor() throws Exception {
    try (Target target = Target.start("http.host=0.0.0.0")) {
      for (String host : List.of("localhost", "127.0.0.1", address().orElse("x"))) {
        for (String page : CODE) {
          assertThat(target.send(get(page, host))).startsWith("HTTP/1.1 403 ");
        }
      }
      if (address().isPresent()) {
        try (Socket socket = new Socket(address().get(), target.port())) {
          assertThat(Target.send(socket, get("/locks.json", "localhost")))
              .startsWith("HTTP/1.1 403 ");
        }
      }
      assertThat(target.scrape()).startsWith("HTTP/1.1 200 ");
      assertThat(target.program().stderr()).doesNotContain("WARN");
    }
  }

  /** By default nobody on the network finds it. */
  @Test
  void isBoundToThisMachineUnlessToldOtherwise() throws Exception {
    try (Target target = Target.start("window=1s")) {
      assertThat(target.program().stderr()).contains("endpoint on http://127.0.0.1:");
      if (address().isPresent()) {
        InetSocketAddress outside = new InetSocketAddress(address().get(), target.port());
        try (Socket socket = new Socket()) {
          assertThat(catchThrowable(() -> socket.connect(outside, 10_000)))
              .isInstanceOf(ConnectException.class);
        }
      }
    }
  }

  @Test
  void passwordWithoutTlsIsAskedForAndWarnedOf() throws Exception {
    try (Target target = Target.start("http.host=0.0.0.0,http.locks=always," + login())) {
      for (String page : List.of("/metrics", "/-/healthy", "/locks", "/locks.json", "/none")) {
        assertThat(target.send(get(page, "x")))
            .startsWith("HTTP/1.1 401 ")
            .contains("WWW-Authenticate: Basic realm=\"lockmeter\", charset=\"UTF-8\"\r\n");
      }
      for (String given :
          List.of(
              basic(USER + ":"),
              basic(USER + ":wrong"),
              basic("other:" + USER_PASSWORD),
              basic(USER_PASSWORD),
              "Basic ///",
              "Basic",
              "Bearer x")) {
        assertThat(target.send(with(given, "/metrics"))).startsWith("HTTP/1.1 401 ");
      }
      for (String page : List.of("/metrics", "/-/healthy", "/locks", "/locks.json")) {
        assertThat(target.send(with(basic(USER + ":" + USER_PASSWORD), page)))
            .startsWith("HTTP/1.1 200 ");
      }
      assertThat(target.program().stderr().lines().filter(line -> line.contains("WARN")))
          .singleElement()
          .asString()
          .contains("http.user: passwords can be overheard");
    }
  }

  @Test
  void tlsAndPasswordForClientsForTopAndForPrometheus() throws Exception {
    try (Target target =
        Target.start("http.host=0.0.0.0,http.locks=always," + login() + "," + tls())) {
      HttpClient client = HttpClient.newBuilder().sslContext(trusting()).build();
      for (String page : List.of("/metrics", "/locks", "/locks.json")) {
        assertThat(status(client, target.port(), page, "wrong")).isEqualTo(401);
        assertThat(status(client, target.port(), page, USER_PASSWORD)).isEqualTo(200);
      }
      for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
        try (SSLSocket socket =
            (SSLSocket) trusting().getSocketFactory().createSocket("localhost", target.port())) {
          socket.setEnabledProtocols(new String[] {protocol});
          assertThat(Target.send(socket, get("/metrics", "x"))).startsWith("HTTP/1.1 401 ");
          assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
        }
      }
      // One who speaks no TLS, and one who says nothing, get nothing and stop nobody.
      try (Socket silent = target.connect()) {
        assertThat(target.scrape()).doesNotContain("HTTP/1.1 200 ");
        assertThat(silent.isConnected()).isTrue();
        assertThat(status(client, target.port(), "/metrics", USER_PASSWORD)).isEqualTo(200);
      }
      assertThat(top(target.port(), "--user", USER, "--password-file", userPassword.toString()))
          .contains("exit 0")
          .contains("Lockmeter");
      assertThat(top(target.port())).contains("exit 1").contains("(401): give --user");
      assertThat(target.program().stderr()).doesNotContain("WARN");
    }
  }

  @Test
  void prometheusScrapesWithTlsAndPassword() throws Exception {
    Promtool.assumeInstalled("prometheus");
    try (Target target = Target.start(login() + "," + tls());
        PrometheusServer prometheus =
            PrometheusServer.start(
                """
                global:
                  scrape_interval: 1s
                scrape_configs:
                  - job_name: lockmeter
                    scheme: https
                    basic_auth:
                      username: %s
                      password: '%s'
                    tls_config:
                      ca_file: %s
                    static_configs:
                      - targets: ['localhost:%d']
                """
                    .formatted(USER, USER_PASSWORD, certificate, target.port()),
                Files.createDirectory(directory.resolve("prometheus")))) {
      assertThat(prometheus.await("up{job=\"lockmeter\"} == 1")).isEqualTo(1);
      assertThat(prometheus.await("lockmeter_build_info")).isEqualTo(1);
    }
  }

  @Test
  void whatCannotBeReadIsOneLineAndTheProgramRunsWithoutEndpoint() throws Exception {
    Path wrong = Files.writeString(directory.resolve("wrong.pw"), "wrong\n");
    for (List<String> options :
        List.of(
            List.of("http.tls.keystore=" + wrong + ",http.tls.password.file=" + wrong, "" + wrong),
            List.of(
                "http.tls.keystore=" + keystore + ",http.tls.password.file=" + wrong,
                "http.tls.keystore=" + keystore),
            List.of("http.user=x,http.password.file=/none/at/all", "http.password.file="))) {
      FinishedProgram result =
          JavaProgram.of(Idle.class)
              .withAgent("http.port=0,log=warn,jfr=false,jdk.monitors=off," + options.get(0))
              .run();

      assertThat(result.exitCode()).isZero();
      assertThat(result.stderr())
          .singleElement()
          .asString()
          .contains("WARN", options.get(1), "no endpoint. The application runs on")
          .doesNotContain("store-secret");
    }
  }

  /** Runs until the agent has started. */
  static final class Idle {

    private Idle() {}

    public static void main(String[] arguments) throws InterruptedException {
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (thread.getName().equals("lockmeter-starter")) {
          thread.join();
        }
      }
    }
  }

  private static String top(int port, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djavax.net.ssl.trustStore=" + keystore);
    command.add("-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
    command.addAll(List.of("-jar", ChildJvm.jar().getPath(), "top", "https://localhost:" + port));
    command.addAll(List.of("--count", "1"));
    command.addAll(List.of(options));
    Process process = Processes.of(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    return output + "exit " + process.exitValue();
  }

  private static SSLContext trusting() throws Exception {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(KeyStore.getInstance(keystore.toFile(), PASSWORD.toCharArray()));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static int status(HttpClient client, int port, String page, String password)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + port + page))
            .header("Authorization", basic(USER + ":" + password))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static String basic(String credentials) {
    return "Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  private static String get(String page, String host) {
    return "GET " + page + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
  }

  private static String with(String authorization, String page) {
    return "GET " + page + " HTTP/1.1\r\nHost: x\r\nAuthorization: " + authorization + "\r\n\r\n";
  }

  /** An address of this machine that others could reach, if it has one. */
  private static Optional<String> address() throws Exception {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
        .map(InetAddress::getHostAddress)
        .filter(address -> address.indexOf(':') < 0)
        .findFirst();
  }
}
