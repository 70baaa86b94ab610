package io.lockmeter.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/** Reads compiled classes of the product. */
final class Bytecode {

  private Bytecode() {}

  /** The classes of one package, which must not be empty. */
  static List<ClassNode> of(String internalPackage) {
    try (Stream<Path> files = Files.list(ProductClasses.COMPILED.resolve(internalPackage))) {
      List<ClassNode> classes =
          files.filter(file -> file.toString().endsWith(".class")).map(Bytecode::read).toList();
      if (classes.isEmpty()) {
        throw new IllegalStateException("no classes in " + internalPackage);
      }
      return classes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ClassNode read(Path file) {
    try {
      ClassNode type = new ClassNode();
      new ClassReader(Files.readAllBytes(file)).accept(type, ClassReader.SKIP_DEBUG);
      return type;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
