package io.lockmeter.engine.instrument.monitor;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/** Rewrites the monitors of one method, all of them or none. */
final class MethodRewriter {

  /** Values that an analysis may keep at once; beyond, it would cost tens of megabytes. */
  private static final long MAX_VALUES = 2_000_000;

  private static final int NO_SITE = -1;

  private final Hooks hooks;
  private final String owner;
  private final int version;
  private final SiteNumbers sites;

  /**
   * @param owner class that declares the methods, as {@code com/acme/Foo}
   * @param version major version of its class file
   */
  MethodRewriter(Hooks hooks, String owner, int version, SiteNumbers sites) {
    this.hooks = hooks;
    this.owner = owner;
    this.version = version;
    this.sites = sites;
  }

  /**
   * Rewrites {@code method}.
   *
   * @param unwrap whether to take {@code synchronized} off the method and enter the monitor in code
   * @throws NotRewritable if the method must stay as it is
   */
  void rewrite(MethodNode method, boolean unwrap) throws NotRewritable {
    boolean frames = frames(method);
    boolean compilable = Code.minSize(method) <= Code.COMPILABLE;
    Variables variables = new Variables(method);
    BlockRewriter blocks = Code.usesMonitors(method) ? blocks(method, variables, frames) : null;
    SynchronizedMethod wrapper = unwrap ? wrapper(method, variables) : null;
    int count = blocks == null ? 0 : blocks.count();
    if (wrapper == null && count == 0) {
      throw new NotRewritable("its monitors are never entered");
    }
    variables.extendFrames();
    if (blocks != null) {
      blocks.insert(hooks, variables, frames);
    }
    if (wrapper != null) {
      wrapper.wrap(frames);
    }
    method.instructions.insert(variables.initial(count));
    variables.declare();
    check(method, compilable);
  }

  private BlockRewriter blocks(MethodNode method, Variables variables, boolean frames)
      throws NotRewritable {
    MonitorFlow flow = follow(method);
    if (!flow.structured()) {
      throw new NotRewritable("monitors are entered and left in a way that the JIT refuses");
    }
    BlockRewriter blocks = new BlockRewriter(owner, method, flow);
    blocks.plan(variables, sites, frames);
    return blocks;
  }

  /**
   * Only takes {@code synchronized} off a method, as its loaded class must have it, although
   * another agent has changed its code so that {@link #rewrite} refuses it.
   */
  void unwrap(MethodNode method) {
    Variables variables = new Variables(method);
    SynchronizedMethod wrapper = new SynchronizedMethod(owner, method, hooks, variables, NO_SITE);
    variables.extendFrames();
    wrapper.wrap(frames(method));
    variables.declare();
  }

  private boolean frames(MethodNode method) {
    if (version != Opcodes.V1_6) {
      return version > Opcodes.V1_6;
    }
    // With frames it is verified by them, and so is straight code, which needs none. Otherwise the
    // JVM falls back to the verifier that infers types.
    return Code.hasFrames(method) || Code.targets(method).isEmpty();
  }

  private SynchronizedMethod wrapper(MethodNode method, Variables variables) throws NotRewritable {
    if ((method.access & Opcodes.ACC_STATIC) != 0 && version < Opcodes.V1_5) {
      throw new NotRewritable("its class file is too old for class literals");
    }
    return new SynchronizedMethod(owner, method, hooks, variables, sites.ofMethod(method));
  }

  private MonitorFlow follow(MethodNode method) throws NotRewritable {
    if (Code.hasSubroutines(method)) {
      throw new NotRewritable("it has subroutines, as compilers before 2006 made them");
    }
    long width = (long) method.maxLocals + method.maxStack;
    if (width * method.instructions.size() > MAX_VALUES) {
      throw new NotRewritable("it is too large to follow");
    }
    try {
      return MonitorFlow.of(method);
    } catch (IndexOutOfBoundsException e) {
      throw new NotRewritable("its code cannot be followed: " + e.getMessage());
    }
  }

  private void check(MethodNode method, boolean compilable) throws NotRewritable {
    if (method.maxLocals > Code.MAX_WORDS || method.maxStack > Code.MAX_WORDS) {
      throw new NotRewritable(Code.TOO_MANY_VARIABLES, true);
    }
    int size = Code.maxSize(method);
    if (size > Code.NEAR_JUMPS) {
      throw new NotRewritable(Code.TOO_LARGE, true);
    }
    if (size > Code.COMPILABLE && compilable) {
      throw new NotRewritable("it would become too large for the JIT", true);
    }
    boolean structured;
    try {
      structured = follow(method).structured();
    } catch (NotRewritable e) {
      throw new NotRewritable(e.reason(), true);
    }
    if (!structured) {
      throw new NotRewritable("hooks would make the JIT refuse it", true);
    }
  }
}
