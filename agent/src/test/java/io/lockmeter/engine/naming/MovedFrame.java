package io.lockmeter.engine.naming;

import java.lang.StackWalker.StackFrame;

/** A frame whose index is not that of the class file. */
record MovedFrame(StackFrame frame, int index) implements StackFrame {

  /** With an index that lies within the instruction. */
  MovedFrame(StackFrame frame) {
    this(frame, frame.getByteCodeIndex() + 1);
  }

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
    return index;
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
