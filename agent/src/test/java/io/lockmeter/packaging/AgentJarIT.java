package io.lockmeter.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The one file that is shipped: what an application can see of it, and what must be inside. */
final class AgentJarIT {

  private static final Pattern ROOT =
      Pattern.compile(
          "META-INF/.*|io/lockmeter/agent/LockmeterAgent\\.class|io/lockmeter/bootstrap/[^/]*\\.class");
  private static final String THIRD_PARTY = "META-INF/THIRD-PARTY.txt";

  // Exemplars of traces: a library of its own, which the Prometheus client does without.
  private static final String TRACING = "io/prometheus/metrics/tracer/initializer/";

  private final File file = new File(System.getProperty("lockmeter.jar"));
  private JarFile jar;
  private List<String> files;

  @BeforeEach
  void open() throws IOException {
    jar = new JarFile(file);
    files = jar.stream().filter(e -> !e.isDirectory()).map(ZipEntry::getName).toList();
  }

  @AfterEach
  void close() throws IOException {
    jar.close();
  }

  @Test
  void isNamedSoWhateverTheVersion() {
    assertThat(file).hasName("lockmeter-agent.jar");
  }

  @Test
  void showsTheApplicationNothingButThePremainClassAndTheBootstrapRing() {
    assertThat(files)
        .filteredOn(name -> !name.startsWith("inst/"))
        .allMatch(ROOT.asMatchPredicate())
        .contains(
            "io/lockmeter/agent/LockmeterAgent.class", "io/lockmeter/bootstrap/LockProbe.class");
  }

  @Test
  void offersNoServicesAndNoVersionedClassesAtTheRoot() {
    assertThat(files)
        .noneMatch(name -> name.startsWith("META-INF/services/"))
        .noneMatch(name -> name.startsWith("META-INF/versions/"))
        .noneMatch(name -> name.startsWith("META-INF/maven/"));
  }

  @Test
  void hidesTheEngineFromScanners() {
    assertThat(files)
        .filteredOn(name -> name.startsWith("inst/"))
        .contains("inst/io/lockmeter/engine/EngineStarter.classdata")
        .noneMatch(name -> name.endsWith(".class"))
        .noneMatch(name -> name.startsWith("inst/META-INF/versions/"));
  }

  @Test
  void tellsTheJvmWhatTheAgentNeeds() throws IOException {
    Attributes manifest = jar.getManifest().getMainAttributes();
    String premain = "io.lockmeter.agent.LockmeterAgent";
    assertThat(manifest.getValue("Premain-Class")).isEqualTo(premain);
    assertThat(manifest.getValue("Agent-Class")).isEqualTo(premain);
    assertThat(manifest.getValue("Main-Class")).isEqualTo(premain);
    assertThat(manifest.getValue("Can-Retransform-Classes")).isEqualTo("true");
    assertThat(manifest.getValue("Can-Redefine-Classes")).isEqualTo("true");
    assertThat(manifest.getValue("Implementation-Version"))
        .isEqualTo(System.getProperty("lockmeter.version"));
    // Either would put classes where the application can see them.
    assertThat(manifest.getValue("Class-Path")).isNull();
    assertThat(manifest.getValue("Boot-Class-Path")).isNull();
  }

  @Test
  void namesEveryLibraryInsideAndCarriesItsLicence() throws IOException {
    List<String> named = libraryPackages();
    assertThat(files)
        .filteredOn(name -> name.endsWith(".classdata"))
        .filteredOn(name -> !name.startsWith("inst/io/lockmeter/"))
        .filteredOn(name -> named.stream().map("inst/"::concat).noneMatch(name::startsWith))
        .isEmpty();
    assertThat(files)
        .contains(
            "META-INF/LICENSE",
            "META-INF/licenses/asm/LICENSE",
            "META-INF/licenses/micrometer-core/NOTICE",
            "META-INF/licenses/slf4j-api/LICENSE.txt",
            "META-INF/licenses/uplot/LICENSE");
    assertThat(text(THIRD_PARTY)).doesNotContain("${");
  }

  @Test
  void leavesOutNothingThatTheRestRefersTo() throws IOException {
    List<String> inside = new ArrayList<>(libraryPackages());
    inside.add("io/lockmeter/");
    Set<String> missing = new TreeSet<>();
    for (String name : files) {
      if (name.startsWith("inst/") && name.endsWith(".classdata")) {
        for (String type : ClassReferences.of(jar.getInputStream(jar.getEntry(name)))) {
          if (inside.stream().anyMatch(type::startsWith)
              && !type.startsWith(TRACING)
              && !has(type)) {
            missing.add(type + " for " + name);
          }
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  /** The packages that the list of libraries lists, as {@code org/objectweb/asm/}. */
  private List<String> libraryPackages() throws IOException {
    return text(THIRD_PARTY)
        .lines()
        .dropWhile(line -> !line.startsWith("packages "))
        .skip(1)
        .takeWhile(line -> !line.isBlank())
        .map(line -> line.split(" ", 2)[0].replace('.', '/') + "/")
        .toList();
  }

  private boolean has(String type) {
    return jar.getEntry("inst/" + type + ".classdata") != null
        || jar.getEntry(type + ".class") != null;
  }

  private String text(String entry) throws IOException {
    return new String(
        jar.getInputStream(jar.getEntry(entry)).readAllBytes(), StandardCharsets.UTF_8);
  }
}
