package io.lockmeter.safety.classfiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A class that no compiler of Java writes, with a method {@code run} that tells what it does. Has a
 * field {@code LOCK}, and a constructor unless its own code has one.
 */
final class HandMade {

  static final String PACKAGE = "org/example/handmade/";
  static final String OBJECT = "java/lang/Object";
  static final String STATIC_VOID = "()V";
  static final String RUN = "()Ljava/lang/Object;";

  /** The code of a method. */
  interface Code extends Consumer<MethodVisitor> {}

  private final String name;
  private final ClassWriter writer;
  private int runAccess = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
  private boolean constructor;
  private boolean initializer;
  private @Nullable String reason;

  private HandMade(int version, String name, int access, int flags) {
    this.name = name;
    writer =
        new ClassWriter(flags) {
          @Override
          protected String getCommonSuperClass(String one, String other) {
            return OBJECT;
          }
        };
    writer.visit(version, access | Opcodes.ACC_PUBLIC, PACKAGE + name, null, OBJECT, null);
    writer.visitSource(name + ".asm", null);
    int constant = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;
    writer.visitField(constant, "LOCK", "Ljava/lang/Object;", null, null).visitEnd();
  }

  /** A class whose frames and sizes ASM computes; none of the former before Java 7. */
  static HandMade of(int version, String name) {
    int frames =
        major(version) > Opcodes.V1_6 ? ClassWriter.COMPUTE_FRAMES : ClassWriter.COMPUTE_MAXS;
    return new HandMade(version, name, Opcodes.ACC_SUPER, frames);
  }

  /** A class of which nothing is computed. */
  static HandMade exactly(int version, String name) {
    return new HandMade(version, name, Opcodes.ACC_SUPER, 0);
  }

  static HandMade ofInterface(int version, String name) {
    int access = Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT;
    HandMade made = new HandMade(version, name, access, ClassWriter.COMPUTE_FRAMES);
    made.constructor = true;
    return made;
  }

  /** The part of a version that grows with it. */
  static int major(int version) {
    return version & 0xFFFF;
  }

  /** All of them, in no order that matters. */
  static List<HandMade> all() {
    return Stream.of(HandMadeBlocks.all(), HandMadeMethods.all(), HandMadeFiles.all())
        .flatMap(List::stream)
        .toList();
  }

  /** Writes all of them below {@code folder}, and gives that. */
  static Path writeAll(Path folder) throws IOException {
    for (HandMade made : all()) {
      Path file = folder.resolve(PACKAGE + made.name + ".class");
      Files.createDirectories(file.getParent());
      Files.write(file, made.classFile());
    }
    return folder;
  }

  /** Names of all of them, as the JVM wants them. */
  static String[] names() {
    return all().stream()
        .map(made -> (PACKAGE + made.name).replace('/', '.'))
        .toArray(String[]::new);
  }

  String name() {
    return name;
  }

  /**
   * The words with which the report says why a method stays as it is; null if all are rewritten.
   */
  @Nullable String reason() {
    return reason;
  }

  /** Says that it stays as it is, for a reason that begins so. */
  HandMade left(String words) {
    reason = words;
    return this;
  }

  /** Adds modifiers to {@code run}. */
  HandMade run(int access) {
    runAccess |= access;
    return this;
  }

  HandMade run(Code code) {
    return method(runAccess, "run", RUN, code);
  }

  HandMade method(int access, String method, String descriptor, Code code) {
    constructor |= method.equals("<init>");
    initializer |= method.equals("<clinit>");
    MethodVisitor visitor = writer.visitMethod(access, method, descriptor, null, null);
    visitor.visitCode();
    code.accept(visitor);
    visitor.visitMaxs(0, 0);
    visitor.visitEnd();
    return this;
  }

  /** As {@link #method}, of an interface too, and with sizes that are as given. */
  HandMade sized(int access, String method, String descriptor, int stack, int locals, Code code) {
    MethodVisitor visitor = writer.visitMethod(access, method, descriptor, null, null);
    visitor.visitCode();
    code.accept(visitor);
    visitor.visitMaxs(stack, locals);
    visitor.visitEnd();
    return this;
  }

  /** Adds integers to the constant pool until it has that many entries or a few less. */
  HandMade constants(int entries) {
    int number = 1 << 20;
    while (writer.newConst(number) < entries) {
      number++;
    }
    return this;
  }

  byte[] classFile() {
    if (!initializer) {
      sized(
          Opcodes.ACC_STATIC,
          "<clinit>",
          "()V",
          2,
          0,
          code -> {
            code.visitTypeInsn(Opcodes.NEW, OBJECT);
            code.visitInsn(Opcodes.DUP);
            initialize(code);
            code.visitFieldInsn(Opcodes.PUTSTATIC, PACKAGE + name, "LOCK", "Ljava/lang/Object;");
            code.visitInsn(Opcodes.RETURN);
          });
    }
    if (!constructor) {
      sized(
          Opcodes.ACC_PUBLIC,
          "<init>",
          "()V",
          1,
          1,
          code -> {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            initialize(code);
            code.visitInsn(Opcodes.RETURN);
          });
    }
    writer.visitEnd();
    return writer.toByteArray();
  }

  static void initialize(MethodVisitor code) {
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, OBJECT, "<init>", "()V", false);
  }

  /** Puts {@code LOCK} on the stack. */
  void lock(MethodVisitor code) {
    code.visitFieldInsn(Opcodes.GETSTATIC, PACKAGE + name, "LOCK", "Ljava/lang/Object;");
  }

  /** Does something that may throw. */
  void touch(MethodVisitor code) {
    lock(code);
    code.visitInsn(Opcodes.POP);
  }

  void call(MethodVisitor code, String method, String descriptor) {
    code.visitMethodInsn(Opcodes.INVOKESTATIC, PACKAGE + name, method, descriptor, false);
  }

  /** Enters the monitor on the stack, runs {@code inside} and leaves it, as javac does. */
  static void section(MethodVisitor code, int variable, Runnable inside) {
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    Label handled = new Label();
    Label after = new Label();
    code.visitTryCatchBlock(start, end, handler, null);
    code.visitTryCatchBlock(handler, handled, handler, null);
    code.visitInsn(Opcodes.DUP);
    code.visitVarInsn(Opcodes.ASTORE, variable);
    code.visitInsn(Opcodes.MONITORENTER);
    code.visitLabel(start);
    inside.run();
    code.visitVarInsn(Opcodes.ALOAD, variable);
    code.visitInsn(Opcodes.MONITOREXIT);
    code.visitLabel(end);
    code.visitJumpInsn(Opcodes.GOTO, after);
    code.visitLabel(handler);
    code.visitVarInsn(Opcodes.ASTORE, variable + 1);
    code.visitVarInsn(Opcodes.ALOAD, variable);
    code.visitInsn(Opcodes.MONITOREXIT);
    code.visitLabel(handled);
    code.visitVarInsn(Opcodes.ALOAD, variable + 1);
    code.visitInsn(Opcodes.ATHROW);
    code.visitLabel(after);
  }

  /** Returns {@code text}. */
  static void result(MethodVisitor code, String text) {
    code.visitLdcInsn(text);
    code.visitInsn(Opcodes.ARETURN);
  }

  /** Returns whether the thread still holds {@code LOCK}, as text. */
  void resultIfHeld(MethodVisitor code) {
    lock(code);
    isHeld(code);
    code.visitInsn(Opcodes.ARETURN);
  }

  /** Puts whether the thread holds the monitor on the stack, as text, in place of the monitor. */
  static void isHeld(MethodVisitor code) {
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC, "java/lang/Thread", "holdsLock", "(Ljava/lang/Object;)Z", false);
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC, "java/lang/String", "valueOf", "(Z)Ljava/lang/String;", false);
  }

  static void line(MethodVisitor code, int line) {
    Label label = new Label();
    code.visitLabel(label);
    code.visitLineNumber(line, label);
  }

  static void many(MethodVisitor code, int count, int... opcodes) {
    for (int i = 0; i < count; i++) {
      Arrays.stream(opcodes).forEach(code::visitInsn);
    }
  }
}
