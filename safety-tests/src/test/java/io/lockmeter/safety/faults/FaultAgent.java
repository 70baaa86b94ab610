package io.lockmeter.safety.faults;

import java.io.File;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Starts before the agent under test, and has each method of its classes call {@link Faults}. */
public final class FaultAgent implements ClassFileTransformer {

  private static final String ENGINE = "io/lockmeter/engine/";
  private static final String CONFIG = ENGINE + "config/";

  private FaultAgent() {}

  /**
   * @param bootJar has {@link Faults}, for the boot loader
   */
  public static void premain(String bootJar, Instrumentation instrumentation) throws Exception {
    instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(new File(bootJar)));
    instrumentation.addTransformer(new FaultAgent());
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (name == null || !name.startsWith(ENGINE) || name.startsWith(CONFIG)) {
      return null;
    }
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(new Callers(writer, name.substring(name.lastIndexOf('/') + 1)), 0);
    return writer.toByteArray();
  }

  /** Puts the calls in. */
  private static final class Callers extends ClassVisitor {

    private final String type;

    Callers(ClassVisitor next, String type) {
      super(Opcodes.ASM9, next);
      this.type = type;
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
      if (name.charAt(0) == '<' || (access & Opcodes.ACC_ABSTRACT) != 0) {
        return method;
      }
      return new MethodVisitor(Opcodes.ASM9, method) {
        @Override
        public void visitCode() {
          super.visitCode();
          super.visitLdcInsn(type + "." + name);
          super.visitMethodInsn(
              Opcodes.INVOKESTATIC,
              "io/lockmeter/safety/faults/Faults",
              "hit",
              "(Ljava/lang/String;)V",
              false);
        }
      };
    }
  }
}
