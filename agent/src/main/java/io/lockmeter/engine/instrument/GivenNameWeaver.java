package io.lockmeter.engine.instrument;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Lets a {@code ProfiledLock} report the name that it was given, at the end of each constructor.
 * The library knows nothing of the agent, so the names of two of its fields are all they share.
 */
final class GivenNameWeaver implements Weaver {

  /** The one probe that the loader of any application sees. */
  private static final String PROBE = "java/lang/LockmeterMonitors";

  private static final String NAME = "name";
  private static final String DELEGATE = "delegate";
  private static final String STRING = "Ljava/lang/String;";

  @Override
  public byte[] weave(String className, byte[] classFile, List<String> missing) {
    ClassReader reader = new ClassReader(classFile);
    Fields fields = new Fields();
    reader.accept(fields, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
    String delegate = fields.delegate;
    if (ClassPreloader.find(PROBE.replace('/', '.')) == null) {
      missing.add("class " + PROBE);
      return classFile;
    }
    if (delegate == null || !fields.hasName) {
      missing.add("fields " + NAME + " and " + DELEGATE);
      return classFile;
    }
    // One call with two arguments may need a slot more than the constructor has.
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    String owner = reader.getClassName();
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            return name.equals("<init>") ? new Reporter(next, owner, delegate) : next;
          }
        },
        0);
    return writer.toByteArray();
  }

  private static final class Fields extends ClassVisitor {

    private @Nullable String delegate;
    private boolean hasName;

    Fields() {
      super(Opcodes.ASM9);
    }

    @Override
    public @Nullable FieldVisitor visitField(
        int access, String name, String descriptor, String signature, Object value) {
      if (name.equals(DELEGATE) && descriptor.startsWith("L")) {
        delegate = descriptor;
      }
      hasName |= name.equals(NAME) && descriptor.equals(STRING);
      return null;
    }
  }

  private static final class Reporter extends MethodVisitor {

    private final String owner;
    private final String delegate;
    private boolean setsFields = true;

    Reporter(MethodVisitor next, String owner, String delegate) {
      super(Opcodes.ASM9, next);
      this.owner = owner;
      this.delegate = delegate;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      // this(...) has reported already.
      setsFields &= !(name.equals("<init>") && owner.equals(this.owner));
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode == Opcodes.RETURN && setsFields) {
        visitVarInsn(Opcodes.ALOAD, 0);
        visitFieldInsn(Opcodes.GETFIELD, owner, DELEGATE, delegate);
        visitVarInsn(Opcodes.ALOAD, 0);
        visitFieldInsn(Opcodes.GETFIELD, owner, NAME, STRING);
        visitMethodInsn(
            Opcodes.INVOKESTATIC, PROBE, "named", "(Ljava/lang/Object;" + STRING + ")V", false);
      }
      super.visitInsn(opcode);
    }
  }
}
