package io.lockmeter.engine.instrument;

import java.util.List;
import org.objectweb.asm.Type;

/**
 * A call of a static method of the bootstrap ring.
 *
 * @param owner internal name of its class
 */
record ProbeCall(String owner, String name, String descriptor, List<Operand> operands) {

  private static final String PACKAGE = "io/lockmeter/bootstrap/";

  static ProbeCall of(String owner, String name, String descriptor, Operand... operands) {
    return new ProbeCall(PACKAGE + owner, name, descriptor, List.of(operands));
  }

  Type returned() {
    return Type.getReturnType(descriptor);
  }

  /** Slots that its arguments and its result take on the stack at most. */
  int stack() {
    int sizes = Type.getArgumentsAndReturnSizes(descriptor);
    return Math.max(sizes >> 2, sizes & 3);
  }
}
