package io.lockmeter.engine.naming;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Looks for the name of one lock in the code on one stack. Confined to one thread. */
final class NameSearch {

  /** Callers, captures and views to follow: far more than code has, far less than a loop. */
  private static final int MAX_STEPS = 24;

  private final ClassFiles files;
  private final Captures captures;
  private final List<CodeFrame> stack;
  private final Class<?> lockClass;
  private int steps;

  /**
   * Searches {@code stack}, innermost frame first.
   *
   * @param lockClass what to call a lock that its own code acquires, if it extends that code's
   *     class
   */
  NameSearch(ClassFiles files, List<CodeFrame> stack, Class<?> lockClass) {
    this.files = files;
    this.captures = new Captures(files);
    this.stack = stack;
    this.lockClass = lockClass;
  }

  /** Name of a lock that the frames at the top of the stack acquire by calls, or null. */
  @Nullable String ofLock() {
    String inner = null;
    for (int i = AcquireFrames.acquiring(stack); i > 0 && i < stack.size(); i++) {
      Traced receiver = operand(i, -1);
      String name = receiver == null ? null : name(receiver);
      if (!AcquireFrames.isWrapper(stack.get(i))) {
        return name == null ? inner : name;
      }
      if (name != null && receiver != null && receiver.value().origin() instanceof Origin.Field) {
        inner = name;
      }
    }
    return inner;
  }

  /** Name of a monitor that the frame at the top of the stack enters, or null. */
  @Nullable String ofMonitor() {
    if (stack.isEmpty() || AcquireFrames.acquiring(stack) > 0) {
      return ofLock();
    }
    CodeFrame frame = stack.get(0);
    MethodCode code = files.method(frame);
    if (code == null) {
      return null;
    }
    List<Traced> seen = new ArrayList<>();
    for (AbstractInsnNode entry : code.monitorEntries(frame)) {
      seen.add(new Traced(code.trace(entry, 0), code, 0));
    }
    if (seen.isEmpty() && code.isSynchronized()) {
      String owner = ClassNames.stable(OriginRules.binary(code.owner()));
      return code.isStatic() ? owner + ".class" : owner;
    }
    Traced monitor = Traced.agreed(seen);
    return monitor == null ? null : name(monitor);
  }

  /**
   * Name of what the code of the frame at the top of the stack got from {@code origin}, or null.
   */
  @Nullable String of(Origin origin) {
    MethodCode code = stack.isEmpty() ? null : files.method(stack.get(0));
    return code == null ? plain(origin) : name(new Traced(OriginValue.of(origin), code, 0));
  }

  private @Nullable String name(Traced traced) {
    Traced at = traced;
    while (at != null && ++steps <= MAX_STEPS) {
      Origin origin = at.value().origin();
      Traced next;
      if (origin instanceof Origin.Parameter parameter) {
        next = argument(at, parameter.index());
      } else if (origin instanceof Origin.Returned returned) {
        next = captures.byAccessor(at.code().loader(), returned);
        if (next == null) {
          return plain(origin);
        }
      } else if (origin instanceof Origin.Field field) {
        ClassHeader.Field declared =
            files.field(at.code().loader(), field.owner().replace('.', '/'), field.name());
        if (declared == null) {
          return plain(origin);
        }
        if (!isCapture(declared)) {
          return ofField(at, field, declared);
        }
        next = captures.byLocalClass(at.code().loader(), declared);
      } else {
        return origin instanceof Origin.This self ? self(at, self) : plain(origin);
      }
      at = next == null ? null : onStack(at, next);
    }
    return null;
  }

  private String ofField(Traced at, Origin.Field field, ClassHeader.Field declared) {
    if (!field.element()) {
      Traced lock = captures.byView(at.code().loader(), declared);
      String name = lock == null ? null : name(lock);
      if (name != null) {
        return name;
      }
    }
    return fieldName(OriginRules.binary(declared.owner()), field);
  }

  private String self(Traced at, Origin.This self) {
    Class<?> type = at.index() < 0 ? null : stack.get(at.index()).type();
    boolean ownLock =
        type != null && type.getName().equals(self.className()) && type.isAssignableFrom(lockClass);
    return ClassNames.stable(ownLock ? lockClass.getName() : self.className());
  }

  private static boolean isCapture(ClassHeader.Field field) {
    return field.isSynthetic() && (field.name().startsWith("val$") || field.name().startsWith("$"));
  }

  /** What the caller passed, or the lambda captured, as a parameter of {@code at}'s code. */
  private @Nullable Traced argument(Traced at, int parameter) {
    Traced captured = captures.byLambda(at.code(), parameter);
    Traced passed = captured;
    if (captured == null && at.index() >= 0) {
      passed = operand(at.index() + 1, parameter);
    }
    return passed == null || !at.value().element()
        ? passed
        : new Traced(passed.value().elementOf(), passed.code(), passed.index());
  }

  /**
   * The receiver (-1) or an argument of the call that frame {@code index} has under way to the
   * frame above it, or null.
   */
  private @Nullable Traced operand(int index, int argument) {
    if (index >= stack.size()) {
      return null;
    }
    CodeFrame frame = stack.get(index);
    CodeFrame callee = stack.get(index - 1);
    MethodCode code = files.method(frame);
    if (code == null) {
      return null;
    }
    List<Traced> seen = new ArrayList<>();
    for (MethodInsnNode call : code.calls(frame, callee.method(), callee.descriptor())) {
      int depth = Type.getArgumentCount(call.desc) - 1 - argument;
      seen.add(new Traced(code.trace(call, depth), code, index));
    }
    return Traced.agreed(seen);
  }

  /** {@code next} with the frame beyond {@code at}'s that runs its code, if there is one. */
  private Traced onStack(Traced at, Traced next) {
    if (next.index() >= 0) {
      return next;
    }
    for (int i = at.index() + 1; i < stack.size(); i++) {
      if (stack.get(i).in(next.code())) {
        return new Traced(next.value(), next.code(), i);
      }
    }
    return next;
  }

  private static @Nullable String plain(Origin origin) {
    if (origin instanceof Origin.Field field) {
      return fieldName(field.owner(), field);
    }
    if (origin instanceof Origin.This self) {
      return ClassNames.stable(self.className());
    }
    if (origin instanceof Origin.ClassLiteral literal) {
      return ClassNames.stable(literal.className()) + ".class";
    }
    if (origin instanceof Origin.Returned returned) {
      return ClassNames.stable(returned.owner()) + "." + returned.method() + "()";
    }
    return null;
  }

  private static String fieldName(String owner, Origin.Field field) {
    return ClassNames.stable(owner) + "." + field.name() + (field.element() ? "[]" : "");
  }
}
