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
      if (isSynchronized(method) || enters(method) > 0) {
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

  private static int enters(MethodNode method) {
    int count = 0;
    for (AbstractInsnNode insn : method.instructions) {
      if (insn.getOpcode() == Opcodes.MONITORENTER) {
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

  /** How many instructions of the method enter a monitor. */
  int enters(String key) {
    MethodNode method = byKey.get(key);
    return method == null ? 0 : enters(method);
  }

  /** How many of them are hooked. */
  int hooks(String key) {
    MethodNode method = byKey.get(key);
    int count = 0;
    if (method != null) {
      for (AbstractInsnNode insn : method.instructions) {
        if (insn instanceof MethodInsnNode call
            && call.owner.equals(PROBE)
            && call.name.equals("entering")) {
          count++;
        }
      }
    }
    return count;
  }
}
