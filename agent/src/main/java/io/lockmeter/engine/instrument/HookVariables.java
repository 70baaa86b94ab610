package io.lockmeter.engine.instrument;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The local variables that one hook adds to an instance method behind its own, and the frames that
 * tell of them.
 */
final class HookVariables {

  private final MethodNode method;
  private final int ownSlots;
  private final List<Object> declared = new ArrayList<>();
  private final List<Object> added = new ArrayList<>();

  HookVariables(MethodNode method, String owner) {
    this.method = method;
    ownSlots = method.maxLocals;
    declared.add(owner);
    for (Type argument : Type.getArgumentTypes(method.desc)) {
      declared.add(verified(argument));
    }
  }

  /** Adds a variable, sets it to 0 or null at the end of {@code entry}, and returns its slot. */
  int add(Type type, InsnList entry) {
    int slot = method.maxLocals;
    method.maxLocals += type.getSize();
    added.add(verified(type));
    entry.add(new InsnNode(zero(type)));
    entry.add(new VarInsnNode(type.getOpcode(Opcodes.ISTORE), slot));
    method.maxStack = Math.max(method.maxStack, type.getSize());
    return slot;
  }

  /** Lets all frames that the method has so far keep the added variables. */
  void extendFrames() {
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof FrameNode frame) {
        frame.local = withAdded(frame.local);
      }
    }
  }

  /** A frame where {@code this}, the parameters and the added variables are set, no others. */
  FrameNode frame(Object... stack) {
    Object[] local = withAdded(declared).toArray();
    return new FrameNode(Opcodes.F_NEW, local.length, local, stack.length, stack);
  }

  private List<Object> withAdded(List<Object> own) {
    List<Object> local = new ArrayList<>(own);
    int slots = 0;
    for (Object type : own) {
      slots += type == Opcodes.LONG || type == Opcodes.DOUBLE ? 2 : 1;
    }
    for (; slots < ownSlots; slots++) {
      local.add(Opcodes.TOP);
    }
    local.addAll(added);
    return local;
  }

  private static Object verified(Type type) {
    return switch (type.getSort()) {
      case Type.LONG -> Opcodes.LONG;
      case Type.DOUBLE -> Opcodes.DOUBLE;
      case Type.FLOAT -> Opcodes.FLOAT;
      case Type.ARRAY, Type.OBJECT -> type.getInternalName();
      default -> Opcodes.INTEGER;
    };
  }

  private static int zero(Type type) {
    return switch (type.getSort()) {
      case Type.LONG -> Opcodes.LCONST_0;
      case Type.DOUBLE -> Opcodes.DCONST_0;
      case Type.FLOAT -> Opcodes.FCONST_0;
      case Type.ARRAY, Type.OBJECT -> Opcodes.ACONST_NULL;
      default -> Opcodes.ICONST_0;
    };
  }
}
