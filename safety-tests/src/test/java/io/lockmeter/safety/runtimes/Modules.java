package io.lockmeter.safety.runtimes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ModuleVisitor;
import org.objectweb.asm.Opcodes;

/** Makes modules of test programs, and run-time images. */
final class Modules {

  /** Of the module that {@link #of} makes. */
  static final String NAME = "io.lockmeter.program";

  /** The classes of that program, each with those inside of it. */
  static final List<Class<?>> KNOWN_CONTENTION =
      List.of(KnownContention.class, Duel.class, Section.class, Truth.class);

  private Modules() {}

  /** Copies the classes, which are of one package, into a module. */
  static Path of(Path folder, boolean exported, List<Class<?>> classes) throws Exception {
    String packageName = classes.get(0).getPackageName().replace('.', '/');
    Path target = Files.createDirectories(folder.resolve(packageName));
    for (Class<?> type : classes) {
      Path all = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
      try (Stream<Path> found = Files.list(all.resolve(packageName))) {
        for (Path file : found.filter(f -> isOf(type, f)).toList()) {
          Files.copy(file, target.resolve(file.getFileName()));
        }
      }
    }
    Files.write(folder.resolve("module-info.class"), descriptor(packageName, exported));
    return folder;
  }

  private static boolean isOf(Class<?> type, Path file) {
    String name = file.getFileName().toString();
    return name.matches(type.getSimpleName() + "(\\$.*)?\\.class");
  }

  private static byte[] descriptor(String packageName, boolean exported) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_MODULE, "module-info", null, null, null);
    ModuleVisitor module = writer.visitModule(NAME, 0, null);
    module.visitRequire("java.base", Opcodes.ACC_MANDATED, null);
    if (exported) {
      module.visitExport(packageName, 0);
    }
    module.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  /** Links an image of {@code modules} of this JDK. */
  static Path link(Path image, String modules) {
    ToolProvider jlink = ToolProvider.findFirst("jlink").orElse(null);
    assumeTrue(jlink != null, "needs a JDK with jlink");
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    int status = jlink.run(out, out, "--add-modules", modules, "--output", image.toString());
    assumeTrue(
        status == 0 || !said.toString().contains("jmods"), "this JDK cannot be linked: " + said);
    assertThat(status).as("%s", said).isZero();
    return image;
  }
}
