package io.lockmeter.engine.instrument;

import org.objectweb.asm.Opcodes;

/**
 * Selects the instance methods with a body that have a name and, in their descriptor, a text such
 * as {@code "(J"}. A bridge is left out: the method it calls is the one that counts.
 */
record MethodMatch(String name, String descriptorPart) {

  private static final int EXCLUDED =
      Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_BRIDGE | Opcodes.ACC_STATIC;

  /** Every overload of {@code name}. */
  static MethodMatch of(String name) {
    return new MethodMatch(name, "");
  }

  boolean matches(int access, String methodName, String descriptor) {
    return (access & EXCLUDED) == 0
        && methodName.equals(name)
        && descriptor.contains(descriptorPart);
  }

  @Override
  public String toString() {
    return name + descriptorPart;
  }
}
