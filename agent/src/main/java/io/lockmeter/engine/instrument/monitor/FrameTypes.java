package io.lockmeter.engine.instrument.monitor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.AnalyzerAdapter;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The types that a verifier sees before one instruction, in the notation of {@link
 * org.objectweb.asm.tree.FrameNode}. They follow from the frames in the class file and straight
 * code between them; no class is loaded to find them.
 */
record FrameTypes(List<Object> locals, List<Object> stack) {

  /**
   * Types before {@code wanted}, or null if that is not reached or holds an object under
   * construction.
   */
  static @Nullable FrameTypes before(String owner, MethodNode method, AbstractInsnNode wanted) {
    Walk walk = new Walk(owner, method);
    for (AbstractInsnNode i = start(method, wanted); i != null && i != wanted; i = i.getNext()) {
      i.accept(walk);
    }
    return walk.types();
  }

  /** The last frame before {@code wanted} that says all, or where the method begins. */
  private static @Nullable AbstractInsnNode start(MethodNode method, AbstractInsnNode wanted) {
    AbstractInsnNode start = wanted.getPrevious();
    while (start != null && !(start instanceof FrameNode frame && isWhole(frame))) {
      start = start.getPrevious();
    }
    return start == null ? method.instructions.getFirst() : start;
  }

  /** Of an object under construction, the walk must have seen where it was allocated. */
  private static boolean isWhole(FrameNode frame) {
    for (Object type : frame.local) {
      if (type instanceof LabelNode) {
        return false;
      }
    }
    for (Object type : frame.stack) {
      if (type instanceof LabelNode) {
        return false;
      }
    }
    return true;
  }

  /** How many variables {@code types} take. */
  static int width(List<Object> types) {
    int width = 0;
    for (Object type : types) {
      width += type == Opcodes.LONG || type == Opcodes.DOUBLE ? 2 : 1;
    }
    return width;
  }

  private static final class Walk extends AnalyzerAdapter {

    Walk(String owner, MethodNode method) {
      super(Opcodes.ASM9, owner, method.access, method.name, method.desc, null);
    }

    @Nullable FrameTypes types() {
      if (locals == null) {
        return null;
      }
      List<Object> variables = shorten(locals);
      List<Object> values = shorten(stack);
      return holdsLabel(variables) || holdsLabel(values) ? null : new FrameTypes(variables, values);
    }

    private static boolean holdsLabel(List<Object> types) {
      for (Object type : types) {
        if (type instanceof Label) {
          return true;
        }
      }
      return false;
    }

    /** Drops the second entry that the adapter keeps for a long or double. */
    private static List<Object> shorten(List<Object> types) {
      List<Object> result = new ArrayList<>();
      for (int i = 0; i < types.size(); i++) {
        Object type = types.get(i);
        result.add(type);
        if (type == Opcodes.LONG || type == Opcodes.DOUBLE) {
          i++;
        }
      }
      return result;
    }
  }
}
