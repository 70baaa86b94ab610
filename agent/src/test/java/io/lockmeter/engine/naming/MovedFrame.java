package io.lockmeter.engine.naming;

import java.lang.StackWalker.StackFrame;

/** A frame whose index is not that of the class file: it lies within an instruction. */
record MovedFrame(StackFrame frame) implements StackFrame {

  @Override
  public String getClassName() {
    return frame.getClassName();
  }

  @Override
  public Class<?> getDeclaringClass() {
    return frame.getDeclaringClass();
  }

  @Override
  public String getMethodName() {
    return frame.getMethodName();
  }

  @Override
  public String getDescriptor() {
    return frame.getDescriptor();
  }

  @Override
  public int getByteCodeIndex() {
    return frame.getByteCodeIndex() + 1;
  }

  @Override
  public int getLineNumber() {
    return frame.getLineNumber();
  }

  @Override
  public String getFileName() {
    return frame.getFileName();
  }

  @Override
  public boolean isNativeMethod() {
    return frame.isNativeMethod();
  }

  @Override
  public StackTraceElement toStackTraceElement() {
    return frame.toStackTraceElement();
  }
}
