package io.lockmeter.safety.endpoint;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/** An application with a server of its own. It answers questions about itself, a line each. */
final class ServingProgram {

  private static final ReentrantLock LOCK = new ReentrantLock();

  private ServingProgram() {}

  public static void main(String[] arguments) throws Exception {
    HttpServer own =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    own.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    own.start();
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(answer(line, own.getAddress().getPort()));
    }
    own.stop(0);
  }

  private static String answer(String question, int port) throws Exception {
    return switch (question) {
      case "port" -> Integer.toString(port);
      case "contend" -> contend();
      case "threads" -> Long.toString(endpointThreads());
      case "handles" -> Integer.toString(handles());
      case "heap" -> Long.toString(heap());
      case "properties" -> serverProperties();
      default -> "?";
    };
  }

  private static String contend() throws InterruptedException {
    LOCK.lock();
    Thread waiter =
        new Thread(
            () -> {
              LOCK.lock();
              LOCK.unlock();
            });
    waiter.start();
    while (!LOCK.hasQueuedThread(waiter)) {
      Thread.onSpinWait();
    }
    LOCK.unlock();
    waiter.join();
    return "contended";
  }

  private static long endpointThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("lockmeter-http"))
        .count();
  }

  private static int handles() throws IOException {
    return Objects.requireNonNull(new File("/proc/self/fd").list(), "no /proc here").length;
  }

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static String serverProperties() {
    return System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.contains("httpserver"))
        .toList()
        .toString();
  }
}
