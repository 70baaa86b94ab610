package io.lockmeter.engine.jfrmonitor;

import io.lockmeter.engine.naming.Origin;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Follows a value on the operand stack back to where the code got it from. */
@FunctionalInterface
public interface OriginFinder {

  /**
   * @param owner internal name of the class that declares {@code method}
   * @param instruction the instruction about to be executed
   * @param depth which value of the operand stack, 0 for its top
   */
  Origin of(String owner, MethodNode method, AbstractInsnNode instruction, int depth);
}
