package io.lockmeter.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Set;

/** The agent's compiled classes, without its tests, and predicates on them. */
final class ProductClasses {

  static final Path COMPILED = Path.of("target", "classes");
  static final JavaClasses ALL = new ClassFileImporter().importPath(COMPILED);

  private static final Set<String> JAVA_BASE =
      ModuleLayer.boot().findModule("java.base").orElseThrow().getPackages();

  private ProductClasses() {}

  /** Classes of module {@code java.base}, exported or not, and arrays and primitives. */
  static DescribedPredicate<JavaClass> inJavaBase() {
    return DescribedPredicate.describe(
        "in java.base",
        type -> {
          JavaClass element = type.getBaseComponentType();
          return element.isPrimitive() || JAVA_BASE.contains(element.getPackageName());
        });
  }
}
