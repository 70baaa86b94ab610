package io.lockmeter.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class EarlyClassesTest {

  private static final String ENGINE = "io.lockmeter.engine.";
  private static final List<String> PACKAGES =
      List.of("record", "analyze", "naming", "instrument.monitor");

  @Test
  void allClassesWithAnInitializer_inPackagesThatAreUsedWhileTheApplicationRuns() {
    List<String> initialized =
        new ClassFileImporter()
            .importPath(Path.of("target", "classes", "io", "lockmeter", "engine")).stream()
                .filter(type -> type.getStaticInitializer().isPresent())
                .filter(type -> PACKAGES.stream().anyMatch(name -> isIn(type, name)))
                .map(type -> type.getName().substring(ENGINE.length()))
                .toList();
    assertThat(EarlyClasses.NAMES).containsExactlyInAnyOrderElementsOf(initialized);
  }

  private static boolean isIn(JavaClass type, String name) {
    return type.getPackageName().equals(ENGINE + name);
  }
}
