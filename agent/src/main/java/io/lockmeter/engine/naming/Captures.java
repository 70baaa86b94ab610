package io.lockmeter.engine.naming;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Finds what lambdas, local classes and fields got their values from, in the code that makes them.
 */
final class Captures {

  private final ClassFiles files;

  Captures(ClassFiles files) {
    this.files = files;
  }

  /**
   * What was captured as a parameter of a lambda's body.
   *
   * @param parameter numbered without {@code this}
   * @return null if {@code body} is no lambda's, or the parameter is one of the lambda's own
   */
  @Nullable Traced byLambda(MethodCode body, int parameter) {
    if (!body.isSynthetic()) {
      return null;
    }
    int operand = parameter + (body.isStatic() ? 0 : 1);
    List<Traced> seen = new ArrayList<>();
    for (MethodCode code : files.methods(body.loader(), body.owner(), (a, n, d) -> true)) {
      for (AbstractInsnNode i : code.node().instructions) {
        if (i instanceof InvokeDynamicInsnNode lambda && makes(lambda, body)) {
          int captured = Type.getArgumentCount(lambda.desc);
          if (operand >= captured) {
            return null;
          }
          seen.add(new Traced(code.trace(i, captured - 1 - operand), code, -1));
        }
      }
    }
    return Traced.agreed(seen);
  }

  private static boolean makes(InvokeDynamicInsnNode lambda, MethodCode body) {
    for (Object argument : lambda.bsmArgs) {
      if (argument instanceof Handle handle
          && handle.getName().equals(body.node().name)
          && handle.getDesc().equals(body.node().desc)
          && handle.getOwner().equals(body.owner())) {
        return true;
      }
    }
    return false;
  }

  /** What a local or anonymous class captured in the synthetic {@code field}, or null. */
  @Nullable Traced byLocalClass(@Nullable ClassLoader loader, ClassHeader.Field field) {
    ClassHeader type = files.header(loader, field.owner());
    if (type == null || type.enclosing() == null) {
      return null;
    }
    Traced stored = stored(loader, field, false);
    if (stored == null || !(stored.value().origin() instanceof Origin.Parameter parameter)) {
      return null;
    }
    String constructor = stored.code().node().desc;
    int depth = Type.getArgumentCount(constructor) - 1 - parameter.index();
    List<Traced> seen = new ArrayList<>();
    for (MethodCode code : files.methods(loader, type.enclosing(), (a, n, d) -> true)) {
      for (AbstractInsnNode i : code.at().values()) {
        if (i instanceof MethodInsnNode call
            && call.name.equals("<init>")
            && call.owner.equals(field.owner())
            && call.desc.equals(constructor)) {
          seen.add(new Traced(code.trace(i, depth), code, -1));
        }
      }
    }
    return Traced.agreed(seen);
  }

  /** The lock whose half, view or condition {@code field} was made as, or null if it is no such. */
  @Nullable Traced byView(@Nullable ClassLoader loader, ClassHeader.Field field) {
    boolean maybe =
        field.descriptor().endsWith("Lock;") || field.descriptor().endsWith("Condition;");
    return maybe ? stored(loader, field, true) : null;
  }

  private @Nullable Traced stored(
      @Nullable ClassLoader loader, ClassHeader.Field field, boolean views) {
    List<Traced> seen = new ArrayList<>();
    for (MethodCode code :
        files.methods(
            loader, field.owner(), (a, n, d) -> n.equals("<init>") || n.equals("<clinit>"))) {
      for (AbstractInsnNode i : code.node().instructions) {
        if (i instanceof FieldInsnNode put
            && (put.getOpcode() == Opcodes.PUTFIELD || put.getOpcode() == Opcodes.PUTSTATIC)
            && put.name.equals(field.name())
            && put.owner.equals(field.owner())) {
          if (views && !isView(put.getPrevious())) {
            return null;
          }
          seen.add(new Traced(code.trace(put, 0), code, -1));
        }
      }
    }
    return Traced.agreed(seen);
  }

  private static boolean isView(@Nullable AbstractInsnNode insn) {
    AbstractInsnNode made = insn;
    while (made != null && made.getOpcode() == Opcodes.CHECKCAST) {
      made = made.getPrevious();
    }
    return made instanceof MethodInsnNode call && OriginRules.isView(call);
  }

  /** What a synthetic accessor of old compilers, {@code access$000}, returns, or null. */
  @Nullable Traced byAccessor(@Nullable ClassLoader loader, Origin.Returned returned) {
    if (!returned.method().startsWith("access$")) {
      return null;
    }
    List<Traced> seen = new ArrayList<>();
    for (MethodCode code :
        files.methods(
            loader, returned.owner().replace('.', '/'), (a, n, d) -> n.equals(returned.method()))) {
      for (AbstractInsnNode i : code.node().instructions) {
        if (i.getOpcode() == Opcodes.ARETURN) {
          seen.add(new Traced(code.trace(i, 0), code, -1));
        }
      }
    }
    return Traced.agreed(seen);
  }
}
