package io.lockmeter.engine.naming;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What a class file says beside its code.
 *
 * @param enclosing class around a local or anonymous one, null for others
 * @param fields declared fields by name
 */
record ClassHeader(
    String name,
    @Nullable String superName,
    List<String> interfaces,
    @Nullable String enclosing,
    Map<String, Field> fields) {

  /** A declared field. */
  record Field(String owner, String name, String descriptor, int access) {

    boolean isSynthetic() {
      return (access & Opcodes.ACC_SYNTHETIC) != 0;
    }
  }

  /**
   * Reads a class file.
   *
   * @throws RuntimeException if the class file is newer than ASM knows, or broken
   */
  static ClassHeader read(byte[] bytes) {
    ClassReader reader = new ClassReader(bytes);
    Map<String, Field> fields = new HashMap<>();
    String[] enclosing = new String[1];
    reader.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public void visitOuterClass(String owner, String name, String descriptor) {
            enclosing[0] = owner;
          }

          @Override
          public @Nullable FieldVisitor visitField(
              int access, String name, String desc, String signature, Object value) {
            fields.put(name, new Field(reader.getClassName(), name, desc, access));
            return null;
          }
        },
        ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return new ClassHeader(
        reader.getClassName(),
        reader.getSuperName(),
        List.of(reader.getInterfaces()),
        enclosing[0],
        fields);
  }
}
