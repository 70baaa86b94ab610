package io.lockmeter.engine.naming;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** What an instruction makes of the origins of its operands. */
final class OriginRules {

  /** Packages whose objects hold others: what a method of theirs returns is an element. */
  private static final List<String> CONTAINERS =
      List.of(
          "java/util/",
          "com/google/common/",
          "com/github/benmanes/caffeine/cache/",
          "kotlin/collections/",
          "scala/collection/",
          "org/eclipse/collections/",
          "it/unimi/dsi/fastutil/",
          "io/netty/util/collection/");

  /** Objects that stand for one other: what they return is known by the field that holds them. */
  private static final Set<String> REFERENCES =
      Set.of(
          "java/lang/ThreadLocal",
          "java/lang/ref/Reference",
          "java/lang/ref/WeakReference",
          "java/lang/ref/SoftReference",
          "java/util/Optional",
          "java/util/concurrent/atomic/AtomicReference",
          "java/util/concurrent/atomic/AtomicMarkableReference",
          "java/util/concurrent/atomic/AtomicStampedReference",
          "java/util/function/Supplier",
          "com/google/common/base/Supplier",
          "com/google/common/base/Optional",
          "kotlin/Lazy");

  private static final Set<String> VIEWS =
      Set.of(
          "readLock", "writeLock", "asReadLock", "asWriteLock", "asReadWriteLock", "newCondition");

  private OriginRules() {}

  static OriginValue local(String owner, MethodNode method, int slot) {
    boolean isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
    if (slot == 0 && !isStatic) {
      return OriginValue.of(new Origin.This(binary(owner)));
    }
    int at = isStatic ? 0 : 1;
    Type[] types = Type.getArgumentTypes(method.desc);
    for (int i = 0; i < types.length; i++) {
      if (at == slot) {
        return new OriginValue(types[i].getSize(), new Origin.Parameter(i), false, false);
      }
      at += types[i].getSize();
    }
    return OriginValue.UNKNOWN;
  }

  static OriginValue field(FieldInsnNode get) {
    Type type = Type.getType(get.desc);
    if (type.getSize() == 2) {
      return OriginValue.UNKNOWN_WIDE;
    }
    boolean outer = get.getOpcode() == Opcodes.GETFIELD && get.name.startsWith("this$");
    boolean scalaObject = get.getOpcode() == Opcodes.GETSTATIC && get.name.equals("MODULE$");
    return OriginValue.of(
        outer || scalaObject
            ? new Origin.This(type.getClassName())
            : new Origin.Field(binary(get.owner), get.name, false));
  }

  static OriginValue constant(LdcInsnNode ldc) {
    if (ldc.cst instanceof Type type
        && (type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY)) {
      return OriginValue.of(
          new Origin.ClassLiteral(
              type.getSort() == Type.ARRAY
                  ? type.getDescriptor().replace('/', '.')
                  : type.getClassName()));
    }
    return OriginValue.unknown(ldc.cst instanceof Long || ldc.cst instanceof Double ? 2 : 1);
  }

  /** The operand of {@code call} that its result is known by, numbered with the receiver, or -1. */
  static int decisiveOperand(MethodInsnNode call) {
    if (call.getOpcode() != Opcodes.INVOKESTATIC) {
      return isView(call) || isGetClass(call) || isReference(call) || isContainer(call) ? 0 : -1;
    }
    return isPassedThrough(call) || isExtension(call) ? 0 : -1;
  }

  /** What {@code call} returns, given the operand that {@link #decisiveOperand} asked for. */
  static OriginValue result(MethodInsnNode call, @Nullable OriginValue decisive) {
    Type returned = Type.getReturnType(call.desc);
    if (returned.getSort() < Type.ARRAY) {
      return OriginValue.unknown(returned.getSize());
    }
    if (decisive == null) {
      return isIndirect(call)
          ? OriginValue.UNKNOWN
          : OriginValue.of(new Origin.Returned(binary(call.owner), call.name));
    }
    if (isGetClass(call)) {
      return decisive.origin() instanceof Origin.This self
          ? OriginValue.of(new Origin.ClassLiteral(self.className()))
          : OriginValue.UNKNOWN;
    }
    boolean same = isPassedThrough(call) || isView(call) || isReference(call);
    return same ? decisive : decisive.elementOf();
  }

  private static boolean isPassedThrough(MethodInsnNode call) {
    return call.getOpcode() == Opcodes.INVOKESTATIC
        && (call.owner.equals("java/util/Objects") && call.name.startsWith("requireNonNull")
            || call.owner.equals("java/util/Collections") && call.desc.startsWith("(L"));
  }

  /** Kotlin's methods for collections take the collection as their first argument. */
  private static boolean isExtension(MethodInsnNode call) {
    return call.owner.startsWith("kotlin/collections/") && call.desc.startsWith("(Ljava/util/");
  }

  /** Calls whose target says nothing about what they return. */
  private static boolean isIndirect(MethodInsnNode call) {
    return call.owner.startsWith("java/lang/invoke/")
        || call.owner.startsWith("java/lang/reflect/")
        || call.owner.startsWith("java/util/function/");
  }

  /** Halves of a read-write lock, views of a stamped lock, conditions: known by their lock. */
  static boolean isView(MethodInsnNode call) {
    return VIEWS.contains(call.name)
        && call.desc.startsWith("()L")
        && (call.desc.endsWith("Lock;") || call.desc.endsWith("Condition;"));
  }

  private static boolean isGetClass(MethodInsnNode call) {
    return call.name.equals("getClass") && call.desc.equals("()Ljava/lang/Class;");
  }

  private static boolean isReference(MethodInsnNode call) {
    return REFERENCES.contains(call.owner);
  }

  private static boolean isContainer(MethodInsnNode call) {
    for (int i = 0; i < CONTAINERS.size(); i++) {
      if (call.owner.startsWith(CONTAINERS.get(i))) {
        return true;
      }
    }
    return false;
  }

  static String binary(String internalName) {
    return internalName.replace('/', '.');
  }
}
