package io.lockmeter.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A real browser without a window, with one page open, driven over the DevTools protocol. It notes
 * every address that the page asks for, and every error that it has.
 */
public final class Chromium implements AutoCloseable, WebSocket.Listener {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");

  private final Map<Integer, CompletableFuture<JsonObject>> calls = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private final StringBuilder message = new StringBuilder();
  private final Process process;
  private WebSocket socket;
  private int lastCall;

  private Chromium(Process process) {
    this.process = process;
  }

  /** Skips the test, saying so, where there is no Chromium on the path. */
  public static void assumeInstalled() {
    assumeTrue(program() != null, "no Chromium is on the path: install Debian's package chromium");
  }

  private static File program() {
    return NAMES.stream()
        .flatMap(
            name ->
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                    .map(directory -> new File(directory, name)))
        .filter(File::canExecute)
        .findFirst()
        .orElse(null);
  }

  /** Starts one that keeps what it writes in {@code directory}. */
  public static Chromium start(Path directory) throws Exception {
    Path profile = directory.resolve("chromium");
    Process process =
        new ProcessBuilder(
                program().getPath(),
                "--headless=new",
                // Its sandbox does not work for root, as which builds in containers run.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("chromium.log").toFile())
            .start();
    Chromium browser = new Chromium(process);
    try {
      browser.connect(profile.resolve("DevToolsActivePort"), directory.resolve("chromium.log"));
    } catch (Exception | Error e) {
      browser.close();
      throw e;
    }
    return browser;
  }

  private void connect(Path portFile, Path log) throws Exception {
    String port =
        Awaitility.await("Chromium listens")
            .atMost(PATIENCE)
            .until(
                () -> {
                  if (!process.isAlive()) {
                    throw new AssertionError("Chromium ended:\n" + Files.readString(log));
                  }
                  return Files.exists(portFile) ? Files.readString(portFile) : "";
                },
                content -> content.contains("\n"))
            .split("\n")[0];
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest newPage =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/new?about:blank"))
            .PUT(HttpRequest.BodyPublishers.noBody())
            .timeout(PATIENCE)
            .build();
    String page = client.send(newPage, HttpResponse.BodyHandlers.ofString()).body();
    String address =
        JsonParser.parseString(page).getAsJsonObject().get("webSocketDebuggerUrl").getAsString();
    socket = client.newWebSocketBuilder().buildAsync(URI.create(address), this).get();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      call(domain + ".enable", new JsonObject());
    }
  }

  /** Goes to {@code url}; forgets requests and problems of the page before. */
  public void open(String url) {
    requests.clear();
    problems.clear();
    JsonObject parameters = new JsonObject();
    parameters.addProperty("url", url);
    call("Page.navigate", parameters);
  }

  /** As wide as so many pixels of CSS, and as a phone behaves if that is what it is. */
  public void width(int pixels) {
    JsonObject parameters = new JsonObject();
    parameters.addProperty("width", pixels);
    parameters.addProperty("height", 800);
    parameters.addProperty("deviceScaleFactor", 1);
    parameters.addProperty("mobile", pixels < 600);
    call("Emulation.setDeviceMetricsOverride", parameters);
  }

  /** What {@code script} is worth on the page. */
  public JsonElement evaluate(String script) {
    JsonObject parameters = new JsonObject();
    parameters.addProperty("expression", script);
    parameters.addProperty("returnByValue", true);
    JsonObject result = call("Runtime.evaluate", parameters);
    if (result.has("exceptionDetails")) {
      throw new AssertionError(script + ": " + result.get("exceptionDetails"));
    }
    return result.getAsJsonObject("result").get("value");
  }

  /** Waits until {@code condition} is true on the page. */
  public void await(String condition) {
    Awaitility.await(condition)
        .atMost(PATIENCE)
        .until(() -> evaluate("!!(" + condition + ")").getAsBoolean());
  }

  /** All addresses that the page asked for. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** Exceptions, and errors on the console: refused content and failed requests are among them. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  private synchronized JsonObject call(String method, JsonObject parameters) {
    JsonObject call = new JsonObject();
    call.addProperty("id", ++lastCall);
    call.addProperty("method", method);
    call.add("params", parameters);
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    calls.put(lastCall, answer);
    socket.sendText(call.toString(), true).join();
    return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    message.append(data);
    if (last) {
      JsonObject received = JsonParser.parseString(message.toString()).getAsJsonObject();
      message.setLength(0);
      if (received.has("id")) {
        answered(calls.remove(received.get("id").getAsInt()), received);
      } else {
        happened(received.get("method").getAsString(), received.getAsJsonObject("params"));
      }
    }
    from.request(1);
    return null;
  }

  private static void answered(CompletableFuture<JsonObject> call, JsonObject answer) {
    if (answer.has("error")) {
      call.completeExceptionally(new AssertionError(answer.toString()));
    } else {
      call.complete(answer.getAsJsonObject("result"));
    }
  }

  private void happened(String event, JsonObject details) {
    switch (event) {
      case "Network.requestWillBeSent" ->
          requests.add(details.getAsJsonObject("request").get("url").getAsString());
      case "Runtime.exceptionThrown" -> problems.add(details.toString());
      case "Runtime.consoleAPICalled" -> {
        JsonArray arguments = details.getAsJsonArray("args");
        problems.add(details.get("type") + ": " + arguments);
      }
      case "Log.entryAdded" -> problems.add(details.get("entry").toString());
      default -> {}
    }
  }

  @Override
  public void close() throws InterruptedException {
    if (socket != null) {
      socket.abort();
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
  }
}
