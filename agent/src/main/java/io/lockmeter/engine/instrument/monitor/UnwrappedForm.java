package io.lockmeter.engine.instrument.monitor;

import io.lockmeter.bootstrap.EngineLoader;
import io.lockmeter.engine.naming.MonitorSites;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/**
 * Keeps methods without {@code synchronized} that were loaded so: the JVM refuses every
 * transformation, by whomever, that would give it back. They enter the monitor in code, with no
 * hook.
 *
 * <p>It stays when the agent goes. So it lives in a loader of its own, in which little else is ever
 * loaded, and keeps no loader of the application alive.
 */
public final class UnwrappedForm implements ClassFileTransformer {

  private final LoaderMap<Set<String>> classes = new LoaderMap<>();

  private UnwrappedForm() {}

  /**
   * Has the methods kept from now on.
   *
   * @param unwrapped names and descriptors of methods, by loader and class
   */
  static void keep(
      Instrumentation instrumentation, Map<ClassLoader, Map<String, Set<String>>> unwrapped)
      throws IOException, ReflectiveOperationException {
    EngineLoader own = (EngineLoader) UnwrappedForm.class.getClassLoader();
    EngineLoader.of(own.file(), ClassLoader.getPlatformClassLoader())
        .loadClass(UnwrappedForm.class.getName())
        .getMethod("install", Instrumentation.class, Map.class)
        .invoke(null, instrumentation, unwrapped);
  }

  /** Called reflectively, in the loader that stays. */
  public static void install(
      Instrumentation instrumentation, Map<ClassLoader, Map<String, Set<String>>> unwrapped) {
    UnwrappedForm form = new UnwrappedForm();
    unwrapped.forEach(
        (loader, methods) -> {
          ConcurrentMap<String, Set<String>> kept = form.classes.get(loader);
          methods.forEach((name, keys) -> kept.put(name, Set.copyOf(keys)));
        });
    instrumentation.addTransformer(form, true);
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String className,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (redefined == null || loader == null || className == null) {
      return null;
    }
    Set<String> methods = classes.get(loader).get(className);
    return methods == null ? null : unwrap(className, classFile, methods);
  }

  private static byte[] unwrap(String className, byte[] classFile, Set<String> methods) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    SiteNumbers noSites = new SiteNumbers(new MonitorSites(), className, List.of());
    MethodRewriter rewriter =
        new MethodRewriter(Hooks.none(), className, version(classFile), noSites);
    ClassVisitor visitor =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access,
              String name,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            if ((access & Opcodes.ACC_SYNCHRONIZED) == 0 || !methods.contains(name + descriptor)) {
              return super.visitMethod(access, name, descriptor, signature, exceptions);
            }
            return new MethodNode(Opcodes.ASM9, access, name, descriptor, signature, exceptions) {
              @Override
              public void visitEnd() {
                rewriter.unwrap(this);
                accept(cv);
              }
            };
          }
        };
    reader.accept(visitor, ClassReader.EXPAND_FRAMES);
    return writer.toByteArray();
  }

  private static int version(byte[] classFile) {
    return (classFile[6] & 0xFF) << 8 | classFile[7] & 0xFF;
  }
}
