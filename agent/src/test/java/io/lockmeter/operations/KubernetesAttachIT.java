package io.lockmeter.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.lockmeter.testing.JavaProgram;
import io.lockmeter.testing.Processes;
import io.lockmeter.testing.Promtool;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A JVM with the environment of the container in {@code kubernetes/deployment.yaml}: what its
 * endpoint serves to other machines, and how many series that is.
 */
class KubernetesAttachIT {

  private static final Pattern PORT = Pattern.compile("endpoint on http://localhost:(\\d+)/");
  private static final Pattern LOCK_SERIES =
      Pattern.compile("lockmeter_[a-z_]+\\{(kind=\"[a-z_]+\",lock=\"[^\"]+\")\\} .*");

  private static final Pattern PATH = Pattern.compile("/[-./a-zA-Z0-9]+");

  @TempDir private Path directory;
  private Process program;
  private String endpoint;

  @BeforeEach
  void startAndWaitOnce() throws Exception {
    Path log = directory.resolve("stderr.txt");
    ProcessBuilder builder =
        Processes.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            Path.of(
                    WaitsThenStays.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString(),
            WaitsThenStays.class.getName());
    builder.environment().putAll(containersEnvironment());
    program = builder.redirectError(log.toFile()).start();
    endpoint = "http://127.0.0.1:" + port(log);
    program.getOutputStream().write('\n');
    program.getOutputStream().flush();
    assertThat(program.inputReader().readLine()).isEqualTo("waited");
  }

  @AfterEach
  void stop() {
    program.destroyForcibly();
  }

  @Test
  void otherMachinesGetMetricsAndNothingElse() throws Exception {
    HttpResponse<String> metrics = get("/metrics", "text/plain");
    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(metrics.body())
        .contains("lock=\"" + WaitsThenStays.class.getName() + ".lock\"")
        .doesNotContain("holdAndWait");
    assertThat(get("/-/healthy", "*/*").statusCode()).isEqualTo(200);

    HttpResponse<String> unknown = get("/", "*/*");
    assertThat(unknown.statusCode()).isEqualTo(404);
    Set<String> pages = new TreeSet<>();
    PATH.matcher(unknown.body()).results().forEach(path -> pages.add(path.group()));
    assertThat(pages).contains("/metrics", "/-/healthy", "/locks.json");
    pages.removeAll(Set.of("/metrics", "/-/healthy"));
    for (String page : pages) {
      HttpResponse<String> refused = get(page, "*/*");
      assertThat(refused.statusCode()).as(page).isEqualTo(403);
      assertThat(refused.body()).as(page).doesNotContain(WaitsThenStays.class.getName());
    }
  }

  @Test
  void seriesAreAsManyAsTheFleetTableCounts() throws Exception {
    assertSeriesCount(get("/metrics", "text/plain").body());
  }

  @Test
  void expositionsAreClean() throws Exception {
    String open = get("/metrics", "application/openmetrics-text").body();
    assertThat(open).startsWith("# ").endsWith("# EOF\n");
    assertThat(open.lines())
        .noneMatch(line -> line.contains(" # {"))
        .noneMatch(line -> line.split("[{ ]", 2)[0].endsWith("_created"));
    Promtool.assumeInstalled("promtool");
    byte[] text = get("/metrics", "text/plain").body().getBytes(StandardCharsets.UTF_8);
    assertThat(Promtool.check(text)).isEmpty();
  }

  /** Ten of each name and kind, and {@link FleetScaleTest#OF_THE_PROCESS}. */
  private static void assertSeriesCount(String exposition) {
    int series = 0;
    Set<String> locks = new TreeSet<>();
    for (String line : exposition.lines().filter(line -> !line.startsWith("#")).toList()) {
      series++;
      Matcher lock = LOCK_SERIES.matcher(line);
      if (lock.matches()) {
        locks.add(lock.group(1));
      }
    }
    assertThat(locks).isNotEmpty();
    assertThat(series)
        .as(exposition)
        .isEqualTo(FleetScaleTest.PER_NAME_AND_KIND * locks.size() + FleetScaleTest.OF_THE_PROCESS);
  }

  private static Map<String, String> containersEnvironment() throws Exception {
    Map<String, String> environment = new TreeMap<>();
    JsonObject container = KubernetesFilesTest.container(KubernetesFilesTest.podTemplate());
    for (JsonObject variable : OperationsFiles.objects(container.get("env"))) {
      environment.put(variable.get("name").getAsString(), variable.get("value").getAsString());
    }
    assertThat(environment)
        .containsOnlyKeys("JAVA_TOOL_OPTIONS", "LOCKMETER_HTTP_PORT", "LOCKMETER_HTTP_HOST")
        .containsEntry("LOCKMETER_HTTP_HOST", "0.0.0.0");
    environment.computeIfPresent(
        "JAVA_TOOL_OPTIONS",
        (name, value) ->
            value.replace("/lockmeter/lockmeter-agent.jar", JavaProgram.agentJar().toString()));
    environment.put("LOCKMETER_HTTP_PORT", "0");
    return environment;
  }

  private static String port(Path log) {
    return Awaitility.await("the endpoint's port in the log")
        .atMost(3, TimeUnit.MINUTES)
        .until(
            () -> {
              Matcher line = PORT.matcher(Files.readString(log));
              return line.find() ? line.group(1) : "";
            },
            port -> !port.isEmpty());
  }

  private HttpResponse<String> get(String path, String accept) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint + path)).header("Accept", accept).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }
}
