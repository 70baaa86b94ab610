package io.lockmeter.engine.instrument.monitor;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Hooks around {@code Object.wait}, in which a monitor is left and entered by no instruction. No
 * jump leads into what is inserted, so no frame changes.
 */
final class WaitHooks {

  private static final int NEEDED_STACK = 2;
  private static final int LONGEST = 24;

  private final Hooks hooks;

  WaitHooks(Hooks hooks) {
    this.hooks = hooks;
  }

  /**
   * Inserts the hooks.
   *
   * @throws NotRewritable if the method would become too large; it is not changed then
   */
  void insert(MethodNode method) throws NotRewritable {
    List<MethodInsnNode> calls = calls(method);
    int size = Code.maxSize(method);
    int grown = size + calls.size() * LONGEST;
    if (size <= Code.COMPILABLE && grown > Code.COMPILABLE) {
      throw new NotRewritable("with hooks around wait it would become too large for the JIT");
    }
    if (grown > Code.NEAR_JUMPS) {
      throw new NotRewritable(Code.TOO_LARGE);
    }
    int first = method.maxLocals;
    int locals = first;
    for (MethodInsnNode call : calls) {
      locals = Math.max(locals, first + words(call.desc));
    }
    if (locals > Code.MAX_WORDS || method.maxStack + NEEDED_STACK > Code.MAX_WORDS) {
      throw new NotRewritable(Code.TOO_MANY_VARIABLES);
    }
    for (MethodInsnNode call : calls) {
      method.instructions.insertBefore(call, before(call.desc, first));
      method.instructions.insert(call, hooks.awaited());
    }
    method.maxLocals = locals;
    method.maxStack += NEEDED_STACK;
  }

  /** Keeps the arguments in variables while the monitor is passed to the hook. */
  private InsnList before(String descriptor, int first) {
    InsnList code = new InsnList();
    int words = words(descriptor);
    if (words > 2) {
      code.add(new VarInsnNode(Opcodes.ISTORE, first + 2));
    }
    if (words > 0) {
      code.add(new VarInsnNode(Opcodes.LSTORE, first));
    }
    code.add(new InsnNode(Opcodes.DUP));
    code.add(new InsnNode(Opcodes.DUP));
    code.add(hooks.awaiting());
    if (words > 0) {
      code.add(new VarInsnNode(Opcodes.LLOAD, first));
    }
    if (words > 2) {
      code.add(new VarInsnNode(Opcodes.ILOAD, first + 2));
    }
    return code;
  }

  private static List<MethodInsnNode> calls(MethodNode method) {
    List<MethodInsnNode> calls = new ArrayList<>();
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof MethodInsnNode call
          && call.getOpcode() != Opcodes.INVOKESTATIC
          && call.name.equals("wait")
          && words(call.desc) >= 0) {
        calls.add(call);
      }
    }
    return calls;
  }

  private static int words(String descriptor) {
    return switch (descriptor) {
      case "()V" -> 0;
      case "(J)V" -> 2;
      case "(JI)V" -> 3;
      default -> -1;
    };
  }
}
