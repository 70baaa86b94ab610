package io.lockmeter.safety.classfiles;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** The methods of a class file that enter monitors, and the hooks in them. */
final class MonitorMethods {

  /** What rewritten code calls. */
  private static final String PROBE = "java/lang/LockmeterMonitors";

  private final List<MethodNode> methods = new ArrayList<>();
  private final Map<String, MethodNode> byKey = new HashMap<>();

  private MonitorMethods() {}

  static MonitorMethods of(byte[] classFile) {
    ClassNode node = new ClassNode();
    new ClassReader(classFile).accept(node, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    MonitorMethods found = new MonitorMethods();
    for (MethodNode method : node.methods) {
      if (isSynchronized(method) || count(method, Opcodes.MONITORENTER) > 0) {
        found.methods.add(method);
        found.byKey.put(method.name + method.desc, method);
      }
    }
    return found;
  }

  private static boolean isSynchronized(MethodNode method) {
    return (method.access & Opcodes.ACC_SYNCHRONIZED) != 0
        && method.name.charAt(0) != '<'
        && method.instructions.size() > 0;
  }

  private static int count(MethodNode method, int opcode) {
    int count = 0;
    for (AbstractInsnNode insn : method.instructions) {
      if (insn.getOpcode() == opcode) {
        count++;
      }
    }
    return count;
  }

  boolean any() {
    return !methods.isEmpty();
  }

  List<MethodNode> methods() {
    return methods;
  }

  /** How many hooks the method has. */
  int hooks(String key) {
    return calls(key, "entering") + calls(key, "entered") + calls(key, "exiting");
  }

  /**
   * Whether each instruction of the method that enters a monitor has its hooks, and those that
   * leave some: not all that compilers write can be reached.
   */
  boolean hooked(String key) {
    MethodNode method = byKey.get(key);
    if (method == null) {
      return false;
    }
    int enters = count(method, Opcodes.MONITORENTER);
    return calls(key, "entering") == enters
        && calls(key, "entered") == enters
        && calls(key, "exiting") > 0;
  }

  private int calls(String key, String hook) {
    MethodNode method = byKey.get(key);
    int count = 0;
    if (method != null) {
      for (AbstractInsnNode insn : method.instructions) {
        if (insn instanceof MethodInsnNode call
            && call.owner.equals(PROBE)
            && call.name.equals(hook)) {
          count++;
        }
      }
    }
    return count;
  }
}
