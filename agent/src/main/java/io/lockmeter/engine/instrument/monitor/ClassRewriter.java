package io.lockmeter.engine.instrument.monitor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** One pass over a class file. Methods without monitors go through untouched. */
final class ClassRewriter extends ClassVisitor {

  private static final String SERIAL_VERSION = "serialVersionUID";

  /** Types of which {@code Field.getLong} gives a value; the JDK takes no notice of others. */
  private static final String VERSION_TYPES = "BCSIJ";

  /** Why a synchronized method is left. */
  static final String SYNCHRONIZED_STAYS =
      "synchronized is taken off only while a class loads, in a JVM that started with the agent";

  private static final int CONSTANT = Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;

  private final ClassReader reader;
  private final MonitorScan found;
  private final SiteNumbers sites;
  private final Hooks hooks;
  private final WaitHooks waitHooks;
  private final LeftMonitors left;
  private final @Nullable Set<String> mayUnwrap;
  private final SerialVersions serialVersions;
  private final ClassLoader loader;
  private final Set<String> unwrapped = new HashSet<>();
  private final List<MethodNode> rewritten = new ArrayList<>();
  private final Map<String, StringJoiner> skipped = new LinkedHashMap<>();
  private String superName = "java/lang/Object";
  private String[] interfaces = {};
  private MethodRewriter rewriter;
  private String className = "";
  private boolean isInterface;
  private boolean waitsHooked;
  private boolean declaresVersion;
  private @Nullable Boolean versionComputed;
  private int ordinal;

  /**
   * @param found the methods that have monitors or wait
   * @param left is told of the monitors that stay as they are
   * @param loader the loader that defines the class
   * @param mayUnwrap methods that may lose {@code synchronized}, or null if all may
   */
  ClassRewriter(
      ClassReader reader,
      ClassWriter writer,
      MonitorScan found,
      SiteNumbers sites,
      Hooks hooks,
      LeftMonitors left,
      @Nullable Set<String> mayUnwrap,
      SerialVersions serialVersions,
      ClassLoader loader) {
    super(Opcodes.ASM9, writer);
    this.reader = reader;
    this.found = found;
    this.sites = sites;
    this.hooks = hooks;
    this.waitHooks = new WaitHooks(hooks);
    this.left = left;
    this.mayUnwrap = mayUnwrap;
    this.serialVersions = serialVersions;
    this.loader = loader;
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
    isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
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
    declaresVersion |=
        name.equals(SERIAL_VERSION)
            && (access & CONSTANT) == CONSTANT
            && VERSION_TYPES.contains(descriptor);
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
    int number = ordinal++;
    if (monitors && !hasCode) {
      left.method(className, (access & Opcodes.ACC_STATIC) != 0);
    }
    if (!hasCode || !monitors && !waits) {
      return super.visitMethod(access, name, descriptor, signature, exceptions);
    }
    return new MethodNode(Opcodes.ASM9, access, name, descriptor, signature, exceptions) {
      @Override
      public void visitEnd() {
        MethodNode result = monitors ? rewrite(this, number) : this;
        if (waits) {
          hookWaits(result);
        }
        result.accept(cv);
      }
    };
  }

  /** The JVM ignores the modifier on an initializer, and refuses a class that has it elsewhere. */
  private boolean maySynchronize(MethodNode method) {
    return method.name.charAt(0) != '<' && !isInterface;
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

  private MethodNode rewrite(MethodNode method, int number) {
    String key = method.name + method.desc;
    boolean unwrap = (method.access & Opcodes.ACC_SYNCHRONIZED) != 0 && maySynchronize(method);
    try {
      if (unwrap) {
        checkUnwrap(method, key);
      }
      rewriter.rewrite(method, unwrap);
      rewritten.add(method);
      if (unwrap) {
        unwrapped.add(key);
      }
      return method;
    } catch (NotRewritable e) {
      MethodNode original = e.changed() ? original(number) : method;
      skip(original, e);
      leave(original);
      if (unwrap && mayUnwrap != null && mayUnwrap.contains(key)) {
        unwrapped.add(key);
        rewriter.unwrap(original);
      }
      return original;
    }
  }

  /** A method as the class file has it. */
  private MethodNode original(int number) {
    ClassNode node = new ClassNode();
    reader.accept(node, ClassReader.EXPAND_FRAMES);
    return node.methods.get(number);
  }

  private void skip(MethodNode method, NotRewritable e) {
    StringJoiner names = skipped.get(e.reason());
    if (names == null) {
      names = new StringJoiner(", ");
      skipped.put(e.reason(), names);
    }
    names.add(method.name);
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
      versionComputed = !declaresVersion && serialVersions.computed(loader, superName, interfaces);
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
