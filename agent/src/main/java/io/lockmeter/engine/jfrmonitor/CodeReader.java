package io.lockmeter.engine.jfrmonitor;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/** Finds the instruction that a frame stands at. */
final class CodeReader extends ClassReader {

  /**
   * @param method the method of the frame
   * @param instruction where the frame stands, or null if the class file has no such instruction
   */
  record Place(MethodNode method, @Nullable AbstractInsnNode instruction) {

    /**
     * The {@code monitorenter} that the frame waits in, or null if the method waits because it is
     * synchronized. The interpreter has already gone on to the instruction behind it; and where
     * another agent has moved the code, its line tells.
     */
    @Nullable AbstractInsnNode monitorEnter(int line) {
      AbstractInsnNode node = instruction;
      if (isMonitorEnter(node)) {
        return node;
      }
      do {
        node = node == null ? null : node.getPrevious();
      } while (node != null && node.getOpcode() < 0);
      return isMonitorEnter(node) ? node : onlyMonitorEnter(line);
    }

    /** The line of {@link #monitorEnter}, or -1 if there is none. */
    int entryLine(int line) {
      AbstractInsnNode node = monitorEnter(line);
      while (node != null) {
        if (node instanceof LineNumberNode number) {
          return number.line;
        }
        node = node.getPrevious();
      }
      return -1;
    }

    private @Nullable AbstractInsnNode onlyMonitorEnter(int line) {
      AbstractInsnNode only = null;
      int current = -1;
      for (AbstractInsnNode node : method.instructions) {
        if (node instanceof LineNumberNode number) {
          current = number.line;
        } else if (isMonitorEnter(node) && current == line) {
          if (only != null) {
            return null;
          }
          only = node;
        }
      }
      return only;
    }

    private static boolean isMonitorEnter(@Nullable AbstractInsnNode node) {
      return node != null && node.getOpcode() == Opcodes.MONITORENTER;
    }
  }

  private final Frame frame;
  private @Nullable MethodNode method;
  private boolean inside;
  private int nodesBefore = -1;

  private CodeReader(byte[] classFile, Frame frame) {
    super(classFile);
    this.frame = frame;
  }

  /** Where {@code frame} stands in {@code classFile}, or null if its method is not there. */
  static @Nullable Place find(byte[] classFile, Frame frame) {
    return new CodeReader(classFile, frame).find();
  }

  private @Nullable Place find() {
    accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public @Nullable MethodVisitor visitMethod(
              int access,
              String name,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            inside = name.equals(frame.method()) && descriptor.equals(frame.descriptor());
            if (!inside) {
              return null;
            }
            method = new MethodNode(Opcodes.ASM9, access, name, descriptor, signature, exceptions);
            return method;
          }
        },
        SKIP_FRAMES);
    return method == null ? null : new Place(method, instruction(method));
  }

  @Override
  protected void readBytecodeInstructionOffset(int bytecodeOffset) {
    if (inside && method != null && bytecodeOffset == frame.bytecodeIndex()) {
      nodesBefore = method.instructions.size();
    }
  }

  private @Nullable AbstractInsnNode instruction(MethodNode found) {
    AbstractInsnNode node =
        nodesBefore < 0 || nodesBefore >= found.instructions.size()
            ? null
            : found.instructions.get(nodesBefore);
    while (node != null && node.getOpcode() < 0) {
      node = node.getNext();
    }
    return node;
  }
}
