package io.lockmeter.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import io.lockmeter.engine.instrument.Coverage;
import io.lockmeter.engine.record.WaitEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine's packages: data flows from hooks to exporters, and knowledge never flows back. */
final class EngineDependenciesTest {

  private static final String ENGINE = "io.lockmeter.engine.";

  @Test
  void packagesHaveNoCycles() {
    slices().matching(ENGINE + "(**)").should().beFreeOfCycles().check(ProductClasses.ALL);
  }

  @ParameterizedTest(name = "{0} does not know {1}")
  @CsvSource({
    "config, record",
    "config, naming",
    "config, analyze",
    "config, instrument",
    "naming, record",
    "naming, analyze",
    "naming, instrument",
    "record, analyze",
    "record, instrument",
    "record, export",
    "instrument, analyze",
    "instrument, export",
    "analyze, instrument",
    "analyze, export",
  })
  void doesNotKnow(String who, String whom) {
    noClasses()
        .that()
        .resideInAPackage(ENGINE + who + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ENGINE + whom + "..")
        .check(ProductClasses.ALL);
  }

  @Test
  void exportersKnowOfHooksAndRecorderTheContractsOnly() {
    noClasses()
        .that()
        .resideInAPackage(ENGINE + "export..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(ENGINE + "record..", ENGINE + "instrument..")
                .and(
                    not(equivalentTo(WaitEvents.class).or(belongTo(equivalentTo(Coverage.class))))))
        .check(ProductClasses.ALL);
  }

  @Test
  void onlyTheWiringKnowsExportersAndTheCommandLine() {
    noClasses()
        .that()
        .resideInAnyPackage(
            ENGINE + "config..",
            ENGINE + "logging..",
            ENGINE + "naming..",
            ENGINE + "record..",
            ENGINE + "instrument..",
            ENGINE + "analyze..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.lockmeter.engine", ENGINE + "export..", ENGINE + "cli..")
        .check(ProductClasses.ALL);
  }
}
