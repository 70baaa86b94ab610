package io.lockmeter.safety.endpoint;

import io.lockmeter.testing.ChildJvm;
import io.lockmeter.testing.RunningProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A {@link ServingProgram} under the agent, and raw connections to the agent's endpoint. */
final class Target implements AutoCloseable {

  private static final Pattern ENDPOINT = Pattern.compile("endpoint on https?://[^ ]*:(\\d+)/");
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final RunningProgram program;
  private final int port;

  private Target(RunningProgram program, int port) {
    this.program = program;
    this.port = port;
  }

  /** Starts the program, and waits until the agent logs that it listens. */
  static Target start(String options) throws Exception {
    RunningProgram program =
        RunningProgram.start(
            ServingProgram.class,
            List.of(),
            "-javaagent:" + ChildJvm.jar() + "=http.port=0,jfr=false,jdk.monitors=off," + options);
    String line =
        Awaitility.await("the endpoint's address in the log")
            .atMost(PATIENCE)
            .until(program::stderr, log -> ENDPOINT.matcher(log).find());
    Matcher endpoint = ENDPOINT.matcher(line);
    return new Target(program, endpoint.find() ? Integer.parseInt(endpoint.group(1)) : -1);
  }

  RunningProgram program() {
    return program;
  }

  int port() {
    return port;
  }

  long number(String question) throws Exception {
    return Long.parseLong(program.ask(question));
  }

  Socket connect() throws IOException {
    return connect(port);
  }

  static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    return socket;
  }

  /** Sends {@code bytes}, each a character, and returns all that comes back. */
  String send(String bytes) throws IOException {
    try (Socket socket = connect()) {
      return send(socket, bytes);
    }
  }

  static String send(Socket socket, String bytes) throws IOException {
    try {
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "closed: " + e.getMessage();
    }
  }

  /** An ordinary scrape of the endpoint. */
  String scrape() throws IOException {
    return send("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }

  @Override
  public void close() throws Exception {
    program.close();
  }
}
