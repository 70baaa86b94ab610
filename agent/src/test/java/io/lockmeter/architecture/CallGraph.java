package io.lockmeter.architecture;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Which methods of some classes call which of the same classes. A call to one of them counts as a
 * call to every method of that name and descriptor, so overriding needs no care and the graph errs
 * on the side of too many.
 */
final class CallGraph {

  /** A method and the class it is in. */
  record Method(String type, MethodNode code) {
    @Override
    public String toString() {
      return type + "." + code.name;
    }
  }

  private final Map<String, List<Method>> bySignature = new HashMap<>();
  private final Set<String> types = new LinkedHashSet<>();

  CallGraph(Collection<ClassNode> classes) {
    for (ClassNode type : classes) {
      types.add(type.name);
      for (MethodNode method : type.methods) {
        List<Method> same = bySignature.getOrDefault(method.name + method.desc, List.of());
        bySignature.put(
            method.name + method.desc,
            Stream.concat(same.stream(), Stream.of(new Method(type.name, method))).toList());
      }
    }
  }

  /** The methods with these names and descriptors, and all that they lead to. */
  Stream<Method> reachableFrom(Collection<String> signatures) {
    Set<Method> reached = new LinkedHashSet<>();
    Deque<String> pending = new ArrayDeque<>(signatures);
    while (!pending.isEmpty()) {
      for (Method method : bySignature.getOrDefault(pending.pop(), List.of())) {
        if (reached.add(method)) {
          calls(method.code()).forEach(pending::push);
        }
      }
    }
    return reached.stream();
  }

  private Stream<String> calls(MethodNode method) {
    return Stream.of(method.instructions.toArray())
        .filter(MethodInsnNode.class::isInstance)
        .map(MethodInsnNode.class::cast)
        .filter(call -> types.contains(call.owner))
        .map(call -> call.name + call.desc);
  }
}
