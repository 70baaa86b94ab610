package io.lockmeter.engine.instrument.monitor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** How the methods of a class use monitors. */
final class MonitorUse extends ClassVisitor {

  private final List<String> synchronizedMethods = new ArrayList<>();
  private boolean blocks;
  private boolean ofInstances;
  private boolean ofTheClass;

  private MonitorUse() {
    super(Opcodes.ASM9);
  }

  static MonitorUse of(byte[] classFile) {
    MonitorUse use = new MonitorUse();
    new ClassReader(classFile).accept(use, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return use;
  }

  /** Whether a method that is not synchronized itself enters a monitor. */
  boolean blocks() {
    return blocks;
  }

  /** Names of synchronized methods. */
  List<String> synchronizedMethods() {
    return synchronizedMethods;
  }

  /** Whether a synchronized method has an instance of the class for its monitor. */
  boolean ofInstances() {
    return ofInstances;
  }

  /** Whether a synchronized method has the class object for its monitor. */
  boolean ofTheClass() {
    return ofTheClass;
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    if ((access & Opcodes.ACC_SYNCHRONIZED) != 0) {
      synchronizedMethods.add(name);
      boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
      ofTheClass |= isStatic;
      ofInstances |= !isStatic;
      return null;
    }
    return new MethodVisitor(Opcodes.ASM9) {
      @Override
      public void visitInsn(int opcode) {
        blocks |= opcode == Opcodes.MONITORENTER;
      }
    };
  }
}
