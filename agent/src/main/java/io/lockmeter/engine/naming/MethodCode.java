package io.lockmeter.engine.naming;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The code of a method as its class file has it, with the index of each call and monitor entry.
 *
 * @param owner internal name of the class
 * @param loader loader of the class
 * @param at calls and monitor entries by bytecode index
 */
record MethodCode(
    String owner,
    @Nullable ClassLoader loader,
    MethodNode node,
    Map<Integer, AbstractInsnNode> at) {

  /** Methods of a class file that a reader wants. */
  interface Wanted {
    boolean is(int access, String name, String descriptor);
  }

  /**
   * Reads the wanted methods.
   *
   * @throws RuntimeException if the class file is newer than ASM knows, or broken
   */
  static List<MethodCode> read(byte[] bytes, @Nullable ClassLoader loader, Wanted wanted) {
    List<MethodCode> found = new ArrayList<>();
    Offsets reader = new Offsets(bytes);
    String owner = reader.getClassName();
    reader.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public @Nullable MethodVisitor visitMethod(
              int access, String name, String desc, String signature, String[] exceptions) {
            if (!wanted.is(access, name, desc)) {
              return null;
            }
            Recorder method = new Recorder(reader, access, name, desc);
            found.add(new MethodCode(owner, loader, method, method.at));
            return method;
          }
        },
        ClassReader.SKIP_FRAMES);
    return found;
  }

  boolean isStatic() {
    return (node.access & Opcodes.ACC_STATIC) != 0;
  }

  boolean isSynthetic() {
    return (node.access & Opcodes.ACC_SYNTHETIC) != 0;
  }

  boolean isSynchronized() {
    return (node.access & Opcodes.ACC_SYNCHRONIZED) != 0;
  }

  /** The value at {@code depth} of the stack before {@code site}, an instruction of this method. */
  OriginValue trace(AbstractInsnNode site, int depth) {
    return OriginAnalyzer.trace(owner, node, site, depth);
  }

  /**
   * Calls of a method named {@code callee} that {@code frame} may stand at: the one at its index,
   * or, where an agent has moved the code, those on its line.
   */
  List<MethodInsnNode> calls(CodeFrame frame, String callee, String descriptor) {
    if (at.get(frame.bytecodeIndex()) instanceof MethodInsnNode call
        && call.name.equals(callee)
        && onLine(call, frame)) {
      return List.of(call);
    }
    List<MethodInsnNode> sameType = new ArrayList<>();
    List<MethodInsnNode> sameName = new ArrayList<>();
    for (AbstractInsnNode insn : at.values()) {
      if (insn instanceof MethodInsnNode call
          && call.name.equals(callee)
          && frame.line() >= 0
          && onLine(call, frame)) {
        sameName.add(call);
        if (call.desc.equals(descriptor)) {
          sameType.add(call);
        }
      }
    }
    return sameType.isEmpty() ? sameName : sameType;
  }

  /** Monitor entries that {@code frame} may stand at; none if it enters by being synchronized. */
  List<AbstractInsnNode> monitorEntries(CodeFrame frame) {
    // The interpreter stands behind a monitorenter while it waits; compiled code stands at it.
    for (int back = 0; back <= 1; back++) {
      AbstractInsnNode entry = at.get(frame.bytecodeIndex() - back);
      if (entry != null
          && entry.getOpcode() == Opcodes.MONITORENTER
          && onLine(back == 0 ? entry : behind(entry), frame)) {
        return List.of(entry);
      }
    }
    List<AbstractInsnNode> entries = new ArrayList<>();
    if (isSynchronized() && frame.bytecodeIndex() <= 0) {
      return entries;
    }
    for (AbstractInsnNode insn : at.values()) {
      if (insn.getOpcode() == Opcodes.MONITORENTER && frame.line() >= 0 && onLine(insn, frame)) {
        entries.add(insn);
      }
    }
    return entries;
  }

  private static AbstractInsnNode behind(AbstractInsnNode insn) {
    AbstractInsnNode next = insn.getNext();
    while (next.getOpcode() < 0) {
      next = next.getNext();
    }
    return next;
  }

  private static boolean onLine(AbstractInsnNode insn, CodeFrame frame) {
    if (frame.line() < 0) {
      return true;
    }
    for (AbstractInsnNode i = insn; i != null; i = i.getPrevious()) {
      if (i instanceof LineNumberNode line) {
        return line.line == frame.line();
      }
    }
    return false;
  }

  /** Tells the index of the instruction that is visited next. */
  private static final class Offsets extends ClassReader {

    private int offset;

    Offsets(byte[] bytes) {
      super(bytes);
    }

    @Override
    protected void readBytecodeInstructionOffset(int bytecodeOffset) {
      offset = bytecodeOffset;
    }
  }

  /** Keeps the indices of calls and monitor entries. */
  private static final class Recorder extends MethodNode {

    private final Offsets reader;
    private final Map<Integer, AbstractInsnNode> at = new HashMap<>();

    Recorder(Offsets reader, int access, String name, String descriptor) {
      super(Opcodes.ASM9, access, name, descriptor, null, null);
      this.reader = reader;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      at.put(reader.offset, instructions.getLast());
    }

    @Override
    public void visitInsn(int opcode) {
      super.visitInsn(opcode);
      if (opcode == Opcodes.MONITORENTER) {
        at.put(reader.offset, instructions.getLast());
      }
    }

    @Override
    public void visitLocalVariable(
        String name, String descriptor, String signature, Label start, Label end, int index) {
      // Names of variables play no part.
    }
  }
}
