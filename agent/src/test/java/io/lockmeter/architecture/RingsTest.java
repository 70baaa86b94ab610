package io.lockmeter.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The three rings: premain class, bootstrap, engine. Each knows only what stands inside it. */
final class RingsTest {

  private static final String AGENT = "io.lockmeter.agent..";
  private static final String BOOTSTRAP = "io.lockmeter.bootstrap..";
  private static final String ENGINE = "io.lockmeter.engine..";
  private static final DescribedPredicate<JavaClass> ANNOTATIONS =
      resideInAPackage("org.jspecify.annotations");

  // Runs once at the start, in a loader of its own, and is the one to hold the Instrumentation.
  private static final DescribedPredicate<JavaClass> INSTALLER =
      resideInAPackage(BOOTSTRAP).and(simpleName("BootstrapInstaller"));

  @Test
  void bootstrapUsesJavaBaseOnly() {
    classes()
        .that(resideInAPackage(BOOTSTRAP).and(not(INSTALLER)))
        .should()
        .onlyDependOnClassesThat(
            resideInAPackage(BOOTSTRAP).or(ProductClasses.inJavaBase()).or(ANNOTATIONS))
        .check(ProductClasses.ALL);
    classes()
        .that(INSTALLER)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("io.lockmeter.bootstrap", "java.lang.instrument")
                .or(ProductClasses.inJavaBase()))
        .check(ProductClasses.ALL);
  }

  @Test
  void bootstrapStartsNoSubsystemOfTheJdk() {
    noClasses()
        .that()
        .resideInAPackage(BOOTSTRAP)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "java.util.logging..",
                    "java.nio.file..",
                    "javax.management..",
                    "java.util.stream..",
                    "java.util.function..",
                    "java.text..")
                .or(simpleNameStartingWith("ThreadLocal")))
        .check(ProductClasses.ALL);
  }

  @Test
  void nothingOutsideTheEngineImportsIt() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ENGINE)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ENGINE)
        .check(ProductClasses.ALL);
  }

  @Test
  void thePremainClassKnowsTheOtherRingsByNameOnly() {
    classes()
        .that()
        .resideInAPackage(AGENT)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("io.lockmeter.agent", "java.lang.instrument")
                .or(ProductClasses.inJavaBase())
                .or(ANNOTATIONS))
        .check(ProductClasses.ALL);
  }

  @Test
  void theAgentDoesNotUseTheReplacementsItAdvises() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.lockmeter.locks..")
        .check(ProductClasses.ALL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"core-locks", "sample-app"})
  void theLibraryAndTheSampleDoNotKnowTheAgent(String module) throws IOException {
    Pattern rings = Pattern.compile("io\\.lockmeter\\.(agent|bootstrap|engine)\\b");
    List<Path> sources;
    try (Stream<Path> tree = Files.walk(Path.of("..", module, "src", "main"))) {
      sources = tree.filter(Files::isRegularFile).toList();
    }
    assertThat(sources)
        .isNotEmpty()
        .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContainPattern(rings));
  }
}
