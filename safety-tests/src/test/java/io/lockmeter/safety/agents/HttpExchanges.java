package io.lockmeter.safety.agents;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Asks a server of its own, over HTTP, and waits for locks before and after. */
public final class HttpExchanges {

  static final int REQUESTS = 10;

  private HttpExchanges() {}

  public static void main(String[] arguments) throws Exception {
    KnownWaits.run();
    ExecutorService workers = Executors.newFixedThreadPool(2);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(workers);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 1);
          exchange.getResponseBody().write('7');
          exchange.close();
        });
    server.start();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + server.getAddress().getPort()))
            .build();
    HttpClient client = HttpClient.newHttpClient();
    int sum = 0;
    for (int i = 0; i < REQUESTS; i++) {
      sum += Integer.parseInt(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
    System.out.println("sum " + sum);
    server.stop(0);
    workers.shutdown();
    KnownWaits.run();
    System.exit(0);
  }
}
