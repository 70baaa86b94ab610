package io.lockmeter.production;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import io.lockmeter.testing.Chromium;
import io.lockmeter.testing.JavaProgram;
import io.lockmeter.testing.Processes;
import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.SimpleRemapper;

/**
 * The live page, and the report in HTML, as a real browser shows them while threads wait for a lock
 * whose class has a name that is markup.
 */
class LocksPageIT {

  private static final Pattern ENDPOINT = Pattern.compile("endpoint on (http://[^/]+)/metrics");
  private static final String CLASS = "com.acme.Tom<img src=x onerror=alert(1)>&\"Jerry";
  private static final String FLAGGED =
      "document.querySelector('#locks tr.flagged[data-id$=\".hot\"]')";
  private static final String NAMES =
      "[...document.querySelectorAll('#locks tbody .name')].map(name => name.textContent)";

  @TempDir private Path directory;

  @Test
  void showsTheFlaggedLockLiveAndInTheReport() throws Exception {
    Chromium.assumeInstalled();
    Path report = directory.resolve("report.html");
    Path log = directory.resolve("stderr.txt");
    Process program = start(report, log);
    try (Chromium browser = Chromium.start(directory)) {
      String host = endpoint(log);
      browser.width(1280);
      browser.open(host + "/locks");
      browser.await(FLAGGED);
      showsTheLock(browser);
      sorts(browser);
      goesWithTheKeys(browser);
      fitsAPhone(browser);
      assertThat(browser.requests())
          .contains(host + "/locks", host + "/locks.json", host + "/locks/uplot.js")
          .allMatch(url -> url.startsWith(host + "/locks") || url.equals("data:,"));
      assertThat(browser.problems()).isEmpty();

      program.destroy();
      assertThat(program.waitFor(2, TimeUnit.MINUTES)).isTrue();
      browser.await("document.querySelector('#state.stale')");

      browser.width(1280);
      browser.open(report.toUri().toString());
      browser.await(FLAGGED);
      showsTheLock(browser);
      fitsAPhone(browser);
      assertThat(browser.requests())
          .contains(report.toUri().toString())
          .allMatch(url -> url.equals(report.toUri().toString()) || url.equals("data:,"));
      assertThat(browser.problems()).isEmpty();
    } finally {
      program.destroyForcibly().waitFor();
    }
  }

  private static void showsTheLock(Chromium browser) {
    String row = browser.evaluate(FLAGGED + ".innerText").getAsString();
    assertThat(row).contains("▲ flagged", "onerror=alert(1)>&\"Jerry.hot", "reentrant");
    assertThat(browser.evaluate("document.querySelectorAll('main img').length").getAsInt())
        .isZero();
    assertThat(browser.evaluate("document.title").getAsString()).isEqualTo("▲ 1 · Lockmeter");
    assertThat(browser.evaluate("document.getElementById('flagged').innerText").getAsString())
        .contains("Held by\n100 % " + CLASS + ".takeTurn:", "Waited at\n100 % " + CLASS);
    // Enough windows to draw a line of, and whole stacks.
    browser.await(FLAGGED + ".querySelector('polyline')");
    browser.evaluate(FLAGGED + ".querySelector('.name').click()");
    browser.await("document.querySelector('#plot canvas')");
    for (String graph : List.of("waits", "holds")) {
      assertThat(
              texts(
                  browser,
                  "[...document.querySelectorAll('#"
                      + graph
                      + " .frame')]"
                      + ".map(frame => frame.title.replace(/:.*/, ''))"))
          .contains("all locks", CLASS + ".takeTurn", CLASS + ".work");
    }
  }

  private static void sorts(Chromium browser) {
    browser.await(NAMES + ".some(name => name.endsWith('.warm'))");
    browser.await("document.querySelector('#quiet:not([hidden])')");
    assertThat(texts(browser, NAMES)).noneMatch(name -> name.endsWith(".quiet"));
    browser.evaluate("document.querySelector('#quiet').click()");
    browser.evaluate("document.querySelector('[data-sort=lock]').click()");
    List<String> names = texts(browser, NAMES);
    assertThat(names).hasSizeGreaterThan(2).isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
    assertThat(sorted(browser)).isEqualTo("Lock ascending");
    browser.evaluate("document.querySelector('[data-sort=lock]').click()");
    assertThat(texts(browser, NAMES)).isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER.reversed());
    assertThat(sorted(browser)).isEqualTo("Lock descending");
    browser.evaluate("document.querySelector('[data-sort=wait]').click()");
    browser.await("document.querySelector('#locks tbody tr').matches('.flagged')");
  }

  private static String sorted(Chromium browser) {
    return browser
        .evaluate(
            "[...document.querySelectorAll('th[aria-sort]')]"
                + ".map(th => th.innerText.trim() + ' ' + th.getAttribute('aria-sort')).join()")
        .getAsString();
  }

  private static void goesWithTheKeys(Chromium browser) {
    browser.evaluate("document.querySelector('[data-reset=waits]').click()");
    browser.evaluate("document.querySelector('#waits [tabindex=\"0\"]').focus()");
    String down = "new KeyboardEvent('keydown', {key: 'ArrowDown', bubbles: true})";
    browser.evaluate("document.activeElement.dispatchEvent(" + down + ")");
    assertThat(browser.evaluate("document.activeElement.title").getAsString())
        .isEqualTo(CLASS + ".hot (reentrant)");
    assertThat(
            browser
                .evaluate("document.querySelectorAll('#waits [tabindex=\"0\"]').length")
                .getAsInt())
        .isEqualTo(1);
    browser.evaluate("document.activeElement.blur()");
  }

  private static void fitsAPhone(Chromium browser) {
    browser.width(375);
    browser.await("innerWidth == 375");
    assertThat(browser.evaluate("document.documentElement.scrollWidth").getAsInt()).isEqualTo(375);
    assertThat(browser.evaluate(FLAGGED + ".getBoundingClientRect().right").getAsDouble())
        .isLessThanOrEqualTo(375);
  }

  private static List<String> texts(Chromium browser, String script) {
    List<String> texts = new ArrayList<>();
    for (JsonElement text : browser.evaluate(script).getAsJsonArray()) {
      texts.add(text.getAsString());
    }
    return texts;
  }

  private Process start(Path report, Path log) throws Exception {
    return Processes.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-javaagent:" + JavaProgram.agentJar() + "=http.port=0,window=1s,report=" + report,
            "-cp",
            directory + File.pathSeparator + testClasses(),
            renamed(ThreeLocks.class))
        .redirectError(log.toFile())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static String testClasses() throws Exception {
    return Path.of(LocksPageIT.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .toString();
  }

  /** Puts {@code program} into the directory under the name {@link #CLASS}, without its friends. */
  private String renamed(Class<?> program) throws Exception {
    String from = program.getName().replace('.', '/');
    String to = CLASS.replace('.', '/');
    Path file = directory.resolve(to + ".class");
    Files.createDirectories(file.getParent());
    try (InputStream in = program.getResourceAsStream("/" + from + ".class")) {
      ClassWriter renamed = new ClassWriter(0);
      new ClassReader(in).accept(new ClassRemapper(renamed, new SimpleRemapper(from, to)), 0);
      Files.write(file, renamed.toByteArray());
    }
    return CLASS;
  }

  private static String endpoint(Path log) {
    return Awaitility.await("the endpoint's address in the log")
        .atMost(3, TimeUnit.MINUTES)
        .until(
            () -> {
              Matcher line = ENDPOINT.matcher(Files.readString(log));
              return line.find() ? line.group(1) : "";
            },
            address -> !address.isEmpty());
  }
}
