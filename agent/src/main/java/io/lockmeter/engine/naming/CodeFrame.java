package io.lockmeter.engine.naming;

import java.lang.StackWalker.StackFrame;
import org.jspecify.annotations.Nullable;

/**
 * A frame of a stack, with what is needed to find its code.
 *
 * @param type class that declares the method
 * @param bytecodeIndex index in the code that ran, which an agent may have rewritten; negative if
 *     unknown
 * @param line line number, negative if unknown
 */
record CodeFrame(Class<?> type, String method, String descriptor, int bytecodeIndex, int line) {

  static CodeFrame of(StackFrame frame) {
    return new CodeFrame(
        frame.getDeclaringClass(),
        frame.getMethodName(),
        frame.getDescriptor(),
        frame.getByteCodeIndex(),
        frame.getLineNumber());
  }

  @Nullable ClassLoader loader() {
    return type.getClassLoader();
  }

  String internalName() {
    return type.getName().replace('.', '/');
  }

  String site() {
    return Frames.site(type.getName(), method, line);
  }

  boolean in(MethodCode code) {
    return method.equals(code.node().name)
        && descriptor.equals(code.node().desc)
        && internalName().equals(code.owner());
  }
}
