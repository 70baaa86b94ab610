package io.lockmeter.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.lockmeter.testing.JavaProgram;
import io.lockmeter.testing.Processes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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

  @TempDir private Path directory;

  @Test
  void otherMachinesGetMetricsAndNothingElse() throws Exception {
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
    Process program = builder.redirectError(log.toFile()).start();
    try {
      String endpoint = "http://127.0.0.1:" + port(log);
      assertThat(program.inputReader().readLine()).isEqualTo("waited");

      assertThat(get(endpoint + "/-/healthy").statusCode()).isEqualTo(200);
      for (String path : new String[] {"/locks", "/locks.json", "/", "/threads"}) {
        HttpResponse<String> refused = get(endpoint + path);
        assertThat(refused.statusCode()).as(path).isIn(403, 404);
        assertThat(refused.body()).as(path).doesNotContain(WaitsThenStays.class.getName());
      }
      HttpResponse<String> metrics = get(endpoint + "/metrics");
      assertThat(metrics.statusCode()).isEqualTo(200);
      assertThat(metrics.body())
          .contains("lock=\"" + WaitsThenStays.class.getName() + ".lock\"")
          .doesNotContain("holdAndWait");
      assertSeriesCount(metrics.body());
    } finally {
      program.getOutputStream().close();
      if (!program.waitFor(1, TimeUnit.MINUTES)) {
        program.destroyForcibly();
      }
    }
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

  private static HttpResponse<String> get(String url) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
