package io.lockmeter.engine.naming;

import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * Tells where the value on the operand stack came from, by reading the code of one method. Loads no
 * class and never throws: what cannot be followed is {@link Origin.Unknown}. Stateless; safe for
 * use by all threads that do not change the method meanwhile.
 *
 * <p>Two ways: a walk backwards along straight code, which settles what compilers usually emit in
 * about a microsecond, and a data-flow analysis of the whole method for the rest.
 */
public final class OriginAnalyzer {

  /** Values that the data-flow analysis may keep at once; beyond, it would cost megabytes. */
  private static final long MAX_VALUES = 1_000_000;

  private OriginAnalyzer() {}

  /**
   * Origin of a value just before {@code site} executes.
   *
   * @param ownerInternalName class that declares the method, as {@code com/acme/Foo}
   * @param stackDepthFromTop 0 for the topmost value; a long or double counts as one
   */
  public static Origin of(
      String ownerInternalName, MethodNode method, AbstractInsnNode site, int stackDepthFromTop) {
    OriginValue value = trace(ownerInternalName, method, site, stackDepthFromTop);
    return value.element() ? OriginValue.NOWHERE : value.origin();
  }

  /** As {@link #of}, but also tells an element of an array or collection that is a parameter. */
  static OriginValue trace(
      String ownerInternalName, MethodNode method, AbstractInsnNode site, int stackDepthFromTop) {
    try {
      OriginValue value =
          new BackwardWalk(ownerInternalName, method).before(site, stackDepthFromTop);
      return value != null ? value : analyze(ownerInternalName, method, site, stackDepthFromTop);
    } catch (AnalyzerException | RuntimeException e) {
      // Code that the JVM runs but ASM cannot follow: subroutines of old compilers, odd attributes.
      return OriginValue.UNKNOWN;
    }
  }

  private static OriginValue analyze(
      String owner, MethodNode method, AbstractInsnNode site, int depth) throws AnalyzerException {
    long width = (long) method.maxLocals + method.maxStack;
    if (width * method.instructions.size() > MAX_VALUES) {
      return OriginValue.UNKNOWN;
    }
    Frame<OriginValue>[] frames =
        new Analyzer<>(new OriginInterpreter(owner, method)).analyze(owner, method);
    Frame<OriginValue> frame = frames[method.instructions.indexOf(site)];
    if (frame == null || depth < 0 || depth >= frame.getStackSize()) {
      return OriginValue.UNKNOWN;
    }
    return frame.getStack(frame.getStackSize() - 1 - depth);
  }
}
