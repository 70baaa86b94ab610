package io.lockmeter.engine.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/**
 * Marks the very calls in which a method waits for work, and nothing around them: a queue that has
 * something to give costs nothing, and the time in which {@code java.util.Timer} runs a task in the
 * method that also waits is not idle.
 */
final class WaitWeaver implements Weaver {

  private final Set<String> methods;

  WaitWeaver(String... methods) {
    this.methods = Set.of(methods);
  }

  @Override
  public byte[] weave(String className, byte[] classFile, List<String> missing) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    List<String> unmarked = new ArrayList<>(methods);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            return methods.contains(name)
                ? new Marker(next, unmarked, access, name, descriptor, signature, exceptions)
                : next;
          }
        },
        ClassReader.EXPAND_FRAMES);
    missing.addAll(unmarked);
    return writer.toByteArray();
  }

  private static final class Marker extends MethodNode {

    private final MethodVisitor next;
    private final List<String> unmarked;

    Marker(
        MethodVisitor next,
        List<String> unmarked,
        int access,
        String name,
        String descriptor,
        String signature,
        String[] exceptions) {
      super(Opcodes.ASM9, access, name, descriptor, signature, exceptions);
      this.next = next;
      this.unmarked = unmarked;
    }

    @Override
    public void visitEnd() {
      if (WaitCalls.mark(this)) {
        unmarked.remove(name);
      }
      accept(next);
    }
  }
}
