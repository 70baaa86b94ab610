package io.lockmeter.engine.instrument.monitor;

import io.lockmeter.engine.instrument.monitor.LockValue.Identity;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.Interpreter;

/** The state before one instruction: values, and the monitors held. */
final class LockFrame extends Frame<LockValue> {

  private static final String OBJECT = "java/lang/Object";

  // No initializers: the super constructor calls init, which must not be undone.
  private @Nullable Held held;
  private boolean unstructured;

  private LockFrame(int locals, int stack) {
    super(locals, stack);
  }

  LockFrame(LockFrame other) {
    super(other);
  }

  /** The state in which {@code method} begins. */
  static LockFrame atStart(MethodNode method, LockInterpreter interpreter) {
    LockFrame frame = new LockFrame(method.maxLocals, method.maxStack);
    boolean isInstance = (method.access & Opcodes.ACC_STATIC) == 0;
    int local = 0;
    if (isInstance) {
      frame.setLocal(local, interpreter.newParameterValue(true, local, Type.getObjectType(OBJECT)));
      local++;
    }
    for (Type type : Type.getArgumentTypes(method.desc)) {
      frame.setLocal(local, interpreter.newParameterValue(isInstance, local, type));
      local++;
      if (type.getSize() == 2) {
        frame.setLocal(local++, LockValue.NOTHING);
      }
    }
    while (local < method.maxLocals) {
      frame.setLocal(local++, LockValue.NOTHING);
    }
    return frame;
  }

  /** The state in a handler of what is thrown here. */
  LockFrame inHandler() {
    LockFrame frame = new LockFrame(this);
    frame.clearStack();
    frame.push(LockInterpreter.EXCEPTION);
    return frame;
  }

  @Nullable Held held() {
    return held;
  }

  /** Whether monitors were entered and left in a way that the JIT does not follow. */
  boolean unstructured() {
    return unstructured;
  }

  @Override
  public Frame<LockValue> init(Frame<? extends LockValue> frame) {
    LockFrame other = (LockFrame) frame;
    held = other.held;
    unstructured = other.unstructured;
    return super.init(frame);
  }

  @Override
  public void execute(AbstractInsnNode insn, Interpreter<LockValue> interpreter)
      throws AnalyzerException {
    if (insn.getOpcode() == Opcodes.MONITORENTER) {
      enter(insn, pop().identity());
    } else if (insn.getOpcode() == Opcodes.MONITOREXIT) {
      exit(insn, pop().identity());
    } else {
      super.execute(insn, interpreter);
    }
  }

  private void enter(AbstractInsnNode insn, @Nullable Identity monitor) {
    if (monitor == null || monitor instanceof Identity.Locked) {
      unstructured = true;
    } else {
      replace(monitor, new Identity.Locked(insn));
      held = new Held(insn, held);
    }
  }

  private void exit(AbstractInsnNode insn, @Nullable Identity monitor) {
    if (held == null
        || !(monitor instanceof Identity.Locked locked)
        || locked.by() != held.enter()) {
      unstructured = true;
    } else {
      replace(monitor, new Identity.Made(insn));
      held = held.outer();
    }
  }

  private void replace(Identity from, Identity to) {
    for (int i = 0; i < getLocals(); i++) {
      LockValue value = getLocal(i);
      if (from.equals(value.identity())) {
        setLocal(i, new LockValue(value.kind(), to));
      }
    }
    for (int i = 0; i < getStackSize(); i++) {
      LockValue value = getStack(i);
      if (from.equals(value.identity())) {
        setStack(i, new LockValue(value.kind(), to));
      }
    }
  }

  boolean sameAs(LockFrame other) {
    if (unstructured != other.unstructured
        || !Objects.equals(held, other.held)
        || getStackSize() != other.getStackSize()) {
      return false;
    }
    for (int i = 0; i < getLocals() + getStackSize(); i++) {
      if (!value(i).equals(other.value(i))) {
        return false;
      }
    }
    return true;
  }

  private LockValue value(int index) {
    return index < getLocals() ? getLocal(index) : getStack(index - getLocals());
  }

  @Override
  public boolean merge(Frame<? extends LockValue> frame, Interpreter<LockValue> interpreter)
      throws AnalyzerException {
    LockFrame other = (LockFrame) frame;
    if (getStackSize() != other.getStackSize()) {
      throw new AnalyzerException(null, "stacks of different height meet");
    }
    boolean changed = false;
    for (int i = 0; i < getLocals(); i++) {
      LockValue merged = getLocal(i).merge(other.getLocal(i), i);
      changed |= !merged.equals(getLocal(i));
      setLocal(i, merged);
    }
    for (int i = 0; i < getStackSize(); i++) {
      LockValue merged = getStack(i).merge(other.getStack(i), getLocals() + i);
      changed |= !merged.equals(getStack(i));
      setStack(i, merged);
    }
    boolean conflict = other.unstructured || !Objects.equals(held, other.held);
    changed |= conflict && !unstructured;
    unstructured |= conflict;
    return changed;
  }
}
