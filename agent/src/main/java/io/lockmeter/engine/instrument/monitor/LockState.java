package io.lockmeter.engine.instrument.monitor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The state at one place of a method: values, and the monitors held. Changed by each instruction.
 *
 * <p>A value is a number, since this runs before it is compiled, for every instruction: its kind in
 * the lowest bits, and for a reference, which one it is, as the JIT's monitor analysis tells them
 * apart. Two equal numbers are the same object; different ones may be.
 */
final class LockState {

  private static final int KIND_BITS = 3;
  private static final int KIND = (1 << KIND_BITS) - 1;
  private static final int IDENTITY_BITS = 5;

  /** Made by an instruction, whose number follows. */
  private static final int MADE = 0;

  /** Came in a variable, or became unclear in it where ways of the code meet. */
  private static final int SLOT = 1 << KIND_BITS;

  /** Locked by a {@code monitorenter}, whose number follows. */
  private static final int LOCKED = 2 << KIND_BITS;

  private static final int IDENTITY = 3 << KIND_BITS;

  /** What a constructor changes in the number of its object. */
  private static final int TO_INITIALIZED = StackEffects.UNINITIALIZED ^ StackEffects.REFERENCE;

  private final int locals;
  private final int[] values;
  private int top;
  private @Nullable Held held;
  private boolean unstructured;
  private boolean changed;

  /** The state in which {@code method} begins. */
  LockState(MethodNode method) {
    locals = method.maxLocals;
    values = new int[locals + method.maxStack];
    top = locals;
    int local = 0;
    if ((method.access & Opcodes.ACC_STATIC) == 0) {
      boolean constructs = method.name.equals("<init>");
      values[local] = constructs ? slot(local) ^ TO_INITIALIZED : slot(local);
      local++;
    }
    for (Type type : Type.getArgumentTypes(method.desc)) {
      int kind = StackEffects.kind(type.getDescriptor().charAt(0));
      values[local] = kind == StackEffects.REFERENCE ? slot(local) : kind;
      local += type.getSize();
    }
  }

  LockState(LockState other) {
    locals = other.locals;
    values = new int[other.values.length];
    become(other);
  }

  /** Becomes a copy of {@code other}, a state of the same method. */
  void become(LockState other) {
    System.arraycopy(other.values, 0, values, 0, values.length);
    top = other.top;
    held = other.held;
    unstructured = other.unstructured;
    changed = true;
  }

  /** What a handler finds of this state. */
  LockState inHandler() {
    LockState state = new LockState(this);
    state.top = locals;
    state.push(slot(-1));
    return state;
  }

  private static int slot(int index) {
    return index + 1 << IDENTITY_BITS | SLOT | StackEffects.REFERENCE;
  }

  @Nullable Held held() {
    return held;
  }

  /** Whether monitors were entered and left in a way that the JIT does not follow. */
  boolean unstructured() {
    return unstructured;
  }

  /** Whether what a handler would find has changed since this was asked last. */
  boolean takeChanged() {
    boolean result = changed;
    changed = false;
    return result;
  }

  /** Kinds of the values on the operand stack. */
  List<Type> stack() {
    List<Type> kinds = new ArrayList<>();
    for (int i = locals; i < top; i++) {
      kinds.add(StackEffects.type(values[i] & KIND));
    }
    return kinds;
  }

  private int pop() {
    if (top == locals) {
      throw new IndexOutOfBoundsException("nothing is left on the operand stack");
    }
    return values[--top];
  }

  private void push(int value) {
    values[top++] = value;
  }

  /** The stack effect of {@code insn}, which stands at {@code index}. */
  void execute(AbstractInsnNode insn, int index) {
    int opcode = insn.getOpcode();
    switch (opcode) {
      case Opcodes.ILOAD, Opcodes.LLOAD, Opcodes.FLOAD, Opcodes.DLOAD, Opcodes.ALOAD ->
          push(values[local(insn)]);
      case Opcodes.ISTORE, Opcodes.LSTORE, Opcodes.FSTORE, Opcodes.DSTORE, Opcodes.ASTORE ->
          store(local(insn), pop());
      case Opcodes.POP2 -> {
        if (!wide(pop())) {
          pop();
        }
      }
      case Opcodes.DUP -> insert(1, 0);
      case Opcodes.DUP_X1 -> insert(1, 1);
      case Opcodes.DUP_X2 -> insert(1, depth(2, 2) - 1);
      case Opcodes.DUP2 -> insert(depth(2, 1), 0);
      case Opcodes.DUP2_X1 -> insert(depth(2, 1), 1);
      case Opcodes.DUP2_X2 -> {
        int count = depth(2, 1);
        insert(count, depth(2, count + 1) - count);
      }
      case Opcodes.SWAP -> {
        int upper = pop();
        int lower = pop();
        push(upper);
        push(lower);
      }
      case Opcodes.LDC -> make(StackEffects.kind(((LdcInsnNode) insn).cst), index);
      case Opcodes.GETSTATIC, Opcodes.PUTSTATIC, Opcodes.GETFIELD, Opcodes.PUTFIELD ->
          field((FieldInsnNode) insn, index);
      case Opcodes.INVOKEDYNAMIC -> call(((InvokeDynamicInsnNode) insn).desc, true, index);
      case Opcodes.INVOKESPECIAL -> {
        MethodInsnNode call = (MethodInsnNode) insn;
        take(StackEffects.arguments(call.desc));
        initialize(pop());
        result(call.desc, index);
      }
      case Opcodes.INVOKEVIRTUAL, Opcodes.INVOKESTATIC, Opcodes.INVOKEINTERFACE ->
          call(((MethodInsnNode) insn).desc, opcode == Opcodes.INVOKESTATIC, index);
      case Opcodes.MULTIANEWARRAY -> {
        take(((MultiANewArrayInsnNode) insn).dims);
        make(StackEffects.REFERENCE, index);
      }
      case Opcodes.MONITORENTER -> enter(insn, index, pop());
      case Opcodes.MONITOREXIT -> exit(index, pop());
      default -> {
        take(StackEffects.taken(opcode));
        make(StackEffects.put(opcode), index);
      }
    }
  }

  private static boolean wide(int value) {
    return StackEffects.wide(value & KIND);
  }

  private int local(AbstractInsnNode insn) {
    int variable = ((VarInsnNode) insn).var;
    if (variable >= locals) {
      throw new IndexOutOfBoundsException("there is no variable " + variable);
    }
    return variable;
  }

  private void store(int variable, int value) {
    changed = true;
    if (variable > 0 && wide(values[variable - 1])) {
      values[variable - 1] = StackEffects.NOTHING;
    }
    values[variable] = value;
    if (wide(value) && variable + 1 < locals) {
      values[variable + 1] = StackEffects.NOTHING;
    }
  }

  private void take(int count) {
    for (int i = 0; i < count; i++) {
      pop();
    }
  }

  private void make(int kind, int index) {
    if (kind >= StackEffects.REFERENCE) {
      push(index << IDENTITY_BITS | MADE | kind);
    } else if (kind != StackEffects.NOTHING) {
      push(kind);
    }
  }

  /** How many values, beginning with the {@code from}th of the stack, {@code words} words are. */
  private int depth(int words, int from) {
    return from - 1 + (wide(values[Math.max(top - from, locals)]) ? 1 : words);
  }

  /** Puts the {@code count} topmost values once more, below the {@code under} next ones. */
  private void insert(int count, int under) {
    int from = top - count - under;
    if (from < locals) {
      throw new IndexOutOfBoundsException("too little is left on the operand stack");
    }
    System.arraycopy(values, from, values, from + count, count + under);
    System.arraycopy(values, top, values, from, count);
    top += count;
  }

  private void field(FieldInsnNode access, int index) {
    int opcode = access.getOpcode();
    boolean put = opcode == Opcodes.PUTSTATIC || opcode == Opcodes.PUTFIELD;
    take((put ? 1 : 0) + (opcode >= Opcodes.GETFIELD ? 1 : 0));
    if (!put) {
      make(StackEffects.kind(access.desc.charAt(0)), index);
    }
  }

  private void call(String descriptor, boolean isStatic, int index) {
    take(StackEffects.arguments(descriptor) + (isStatic ? 0 : 1));
    result(descriptor, index);
  }

  private void result(String descriptor, int index) {
    make(StackEffects.kind(descriptor.charAt(descriptor.indexOf(')') + 1)), index);
  }

  /** Of an object under construction, {@code invokespecial} can only call a constructor. */
  private void initialize(int object) {
    if ((object & KIND) == StackEffects.UNINITIALIZED) {
      replace(object, object ^ TO_INITIALIZED);
      changed = true;
    }
  }

  private void enter(AbstractInsnNode insn, int index, int monitor) {
    if ((monitor & KIND) == StackEffects.UNINITIALIZED) {
      // A verifier lets it be entered, and not be passed to a method.
      throw new IndexOutOfBoundsException("it enters an object under construction");
    }
    if ((monitor & KIND) != StackEffects.REFERENCE || (monitor & IDENTITY) == LOCKED) {
      unstructured = true;
    } else {
      replace(monitor, index << IDENTITY_BITS | LOCKED | StackEffects.REFERENCE);
      held = new Held(insn, index, held);
    }
    changed = true;
  }

  private void exit(int index, int monitor) {
    if (held == null
        || monitor != (held.index() << IDENTITY_BITS | LOCKED | StackEffects.REFERENCE)) {
      unstructured = true;
    } else {
      replace(monitor, index << IDENTITY_BITS | MADE | StackEffects.REFERENCE);
      held = held.outer();
    }
    changed = true;
  }

  private void replace(int from, int to) {
    for (int i = 0; i < top; i++) {
      if (values[i] == from) {
        values[i] = to;
      }
    }
  }

  /** Adds another way to this place, and tells whether that changes it. */
  boolean merge(LockState other) {
    if (top != other.top) {
      throw new IndexOutOfBoundsException("stacks of different height meet");
    }
    boolean conflict = other.unstructured || !Held.same(held, other.held);
    boolean differs = conflict && !unstructured;
    unstructured |= conflict;
    for (int i = Arrays.mismatch(values, 0, top, other.values, 0, top); i >= 0 && i < top; i++) {
      int merged = merge(values[i], other.values[i], i);
      differs |= merged != values[i];
      values[i] = merged;
    }
    return differs;
  }

  private static int merge(int value, int other, int slot) {
    if (value == other) {
      return value;
    }
    boolean references = (value & other & KIND) == StackEffects.REFERENCE;
    return references ? slot(slot) : StackEffects.NOTHING;
  }
}
