package io.lockmeter.production;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.testing.ChildJvm;
import io.lockmeter.testing.JavaProgram;
import io.lockmeter.testing.Processes;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Spring Boot application shows the lock meters on a page of its own. */
final class SpringBootIT {

  private static final String LABELS =
      "{kind=\"reentrant\",lock=\"com.acme.registry.SpringShop.till\"} ";
  private static final Pattern OWN_PAGE = Pattern.compile("endpoint on http://([^/]+)/");

  @TempDir private Path directory;

  @Test
  void actuatorShowsTheMetersInPlaceOfTheAgentsOwnPageUntilTheAgentGoes() throws Exception {
    RegistryProgram.compile("SpringShop", "spring", directory);
    Path log = directory.resolve("stderr.txt");
    Process shop =
        Processes.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-javaagent:"
                    + JavaProgram.agentJar()
                    + "=metrics=app,http.port=0,jfr=false,jdk.monitors=off",
                "-cp",
                directory + File.pathSeparator + RegistryProgram.jars("spring"),
                "com.acme.registry.SpringShop",
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.main.banner-mode=off",
                "--management.endpoints.web.exposure.include=prometheus")
            .directory(directory.toFile())
            .redirectError(log.toFile())
            .start();
    try {
      String[] words = line(shop, "port ").split(" ", 4);
      String page =
          Awaitility.await("the lock's meters on the actuator's page")
              .atMost(3, TimeUnit.MINUTES)
              .until(
                  () -> get("127.0.0.1:" + words[1], "/actuator/prometheus").body(),
                  text -> seconds(text) >= Double.parseDouble(words[2]));
      assertThat(seconds(page)).isLessThanOrEqualTo(Double.parseDouble(words[3]));
      assertThat(value(page, "lockmeter_contended_total")).isEqualTo("1.0");
      assertThat(page).contains("lockmeter_execution_seconds_total" + LABELS);
      assertThat(page).contains("lockmeter_build_info{").contains("jvm_threads_live_threads");
      String own = address(log);
      assertThat(get(own, "/metrics").statusCode()).isEqualTo(404);
      assertThat(get(own, "/-/healthy").statusCode()).isEqualTo(200);

      ChildJvm.Result detached = ChildJvm.runJar("detach", String.valueOf(shop.pid()));
      assertThat(detached.exit()).as(detached.err()).isZero();
      assertThat(get("127.0.0.1:" + words[1], "/actuator/prometheus").body())
          .doesNotContain("lockmeter_")
          .contains("jvm_threads_live_threads");
      shop.getOutputStream().close();
      assertThat(shop.waitFor(3, TimeUnit.MINUTES)).isTrue();
      assertThat(shop.exitValue()).isZero();
    } finally {
      shop.destroyForcibly();
    }
  }

  private static String line(Process program, String start) throws Exception {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(start)) {
        return line;
      }
    }
    throw new AssertionError("the program ended without saying " + start);
  }

  private static double seconds(String page) {
    return Double.parseDouble(value(page, "lockmeter_wait_seconds_total"));
  }

  private static String value(String page, String meter) {
    return page.lines()
        .filter(line -> line.startsWith(meter + LABELS))
        .map(line -> line.substring((meter + LABELS).length()))
        .findFirst()
        .orElse("-1");
  }

  private static String address(Path log) throws Exception {
    Matcher line = OWN_PAGE.matcher(Files.readString(log));
    assertThat(line.find()).isTrue();
    return line.group(1);
  }

  private static HttpResponse<String> get(String address, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://" + address + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
