package io.lockmeter.engine.instrument.monitor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/** One pass over a class file. Methods without monitors go through untouched. */
final class ClassRewriter extends ClassVisitor {

  private static final String SERIAL_VERSION = "serialVersionUID";

  /** Why a synchronized method is left. */
  static final String SYNCHRONIZED_STAYS =
      "synchronized is taken off only while a class loads, in a JVM that started with the agent";

  private static final int CONSTANT = Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;

  /** Tells whether a class with these supertypes may have its serial version computed. */
  interface SerialCheck {
    boolean computed(String superName, String[] interfaces);
  }

  private final MonitorScan found;
  private final SiteNumbers sites;
  private final Hooks hooks;
  private final WaitHooks waitHooks;
  private final LeftMonitors left;
  private final @Nullable Set<String> mayUnwrap;
  private final SerialCheck serialCheck;
  private final Set<String> unwrapped = new HashSet<>();
  private final List<MethodNode> rewritten = new ArrayList<>();
  private final Map<String, StringJoiner> skipped = new LinkedHashMap<>();
  private String superName = "java/lang/Object";
  private String[] interfaces = {};
  private MethodRewriter rewriter;
  private String className = "";
  private boolean waitsHooked;
  private boolean declaresVersion;
  private @Nullable Boolean versionComputed;
  private int ordinal;

  /**
   * @param found the methods that have monitors or wait
   * @param left is told of the monitors that stay as they are
   * @param mayUnwrap methods that may lose {@code synchronized}, or null if all may
   */
  ClassRewriter(
      ClassWriter writer,
      MonitorScan found,
      SiteNumbers sites,
      Hooks hooks,
      LeftMonitors left,
      @Nullable Set<String> mayUnwrap,
      SerialCheck serialCheck) {
    super(Opcodes.ASM9, writer);
    this.found = found;
    this.sites = sites;
    this.hooks = hooks;
    this.waitHooks = new WaitHooks(hooks);
    this.left = left;
    this.mayUnwrap = mayUnwrap;
    this.serialCheck = serialCheck;
    rewriter = new MethodRewriter(hooks, "", 0, sites);
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    super.visit(version, access, name, signature, superName, interfaces);
    className = name;
    this.superName = superName == null ? this.superName : superName;
    this.interfaces = interfaces == null ? this.interfaces : interfaces;
    rewriter = new MethodRewriter(hooks, name, version & 0xFFFF, sites);
  }

  @Override
  public FieldVisitor visitField(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      @Nullable Object value) {
    declaresVersion |= name.equals(SERIAL_VERSION) && (access & CONSTANT) == CONSTANT;
    return super.visitField(access, name, descriptor, signature, value);
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    boolean hasCode = (access & (Opcodes.ACC_NATIVE | Opcodes.ACC_ABSTRACT)) == 0;
    boolean monitors = found.monitors().get(ordinal);
    boolean waits = found.waits().get(ordinal);
    ordinal++;
    if (monitors && !hasCode) {
      left.method(className, (access & Opcodes.ACC_STATIC) != 0);
    }
    if (!hasCode || !monitors && !waits) {
      return super.visitMethod(access, name, descriptor, signature, exceptions);
    }
    return new MethodNode(Opcodes.ASM9, access, name, descriptor, signature, exceptions) {
      @Override
      public void visitEnd() {
        MethodNode result = monitors ? rewrite(this) : this;
        if (waits) {
          hookWaits(result);
        }
        result.accept(cv);
      }
    };
  }

  private void hookWaits(MethodNode method) {
    try {
      waitHooks.insert(method);
      waitsHooked = true;
    } catch (NotRewritable e) {
      left.any();
      skip(method, e);
    }
  }

  private MethodNode rewrite(MethodNode method) {
    String key = method.name + method.desc;
    boolean unwrap = (method.access & Opcodes.ACC_SYNCHRONIZED) != 0;
    try {
      if (unwrap) {
        checkUnwrap(method, key);
      }
      MethodNode result = rewriter.rewrite(method, unwrap);
      rewritten.add(result);
      if (unwrap) {
        unwrapped.add(key);
      }
      return result;
    } catch (NotRewritable e) {
      skip(method, e);
      leave(method);
      if (!unwrap || mayUnwrap == null || !mayUnwrap.contains(key)) {
        return method;
      }
      unwrapped.add(key);
      return rewriter.unwrap(method);
    }
  }

  private void skip(MethodNode method, NotRewritable e) {
    skipped.computeIfAbsent(e.reason(), reason -> new StringJoiner(", ")).add(method.name);
  }

  private void leave(MethodNode method) {
    if ((method.access & Opcodes.ACC_SYNCHRONIZED) != 0) {
      left.method(className, (method.access & Opcodes.ACC_STATIC) != 0);
    }
    if (Code.entersMonitors(method)) {
      left.any();
    }
  }

  private void checkUnwrap(MethodNode method, String key) throws NotRewritable {
    if (mayUnwrap != null) {
      if (!mayUnwrap.contains(key)) {
        throw new NotRewritable(SYNCHRONIZED_STAYS);
      }
    } else if ((method.access & Opcodes.ACC_PRIVATE) == 0 && versionComputed()) {
      throw new NotRewritable(
          "without synchronized the class may get another serialVersionUID; it declares none");
    }
  }

  private boolean versionComputed() {
    if (versionComputed == null) {
      versionComputed = !declaresVersion && serialCheck.computed(superName, interfaces);
    }
    return versionComputed;
  }

  boolean changed() {
    return !rewritten.isEmpty() || !unwrapped.isEmpty() || waitsHooked;
  }

  /** The methods whose monitors are all hooked now. */
  List<MethodNode> rewritten() {
    return rewritten;
  }

  /** Names of methods that were left, by reason. */
  Map<String, StringJoiner> skipped() {
    return skipped;
  }

  RewrittenClass result() {
    return new RewrittenClass(Set.copyOf(unwrapped), sites.given());
  }
}
