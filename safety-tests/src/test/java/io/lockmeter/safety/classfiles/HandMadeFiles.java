package io.lockmeter.safety.classfiles;

import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SYNCHRONIZED;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.NEW;
import static org.objectweb.asm.Opcodes.POP;
import static org.objectweb.asm.Opcodes.PUTSTATIC;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;
import static org.objectweb.asm.Opcodes.V1_4;
import static org.objectweb.asm.Opcodes.V1_5;
import static org.objectweb.asm.Opcodes.V1_8;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Class files that are full, or that have {@code synchronized} where Java does not allow it. */
final class HandMadeFiles {

  private static final String NEVER = "its monitors are never entered";
  private static final int STATIC = ACC_PUBLIC | ACC_STATIC;

  private HandMadeFiles() {}

  static List<HandMade> all() {
    return List.of(
        // The last entries are left for what this class needs itself.
        withConstants(65_400, null),
        withConstants(65_530, "could not be rewritten"),
        synchronizedInitializer(V1_5).left(NEVER),
        synchronizedInitializer(V17).left(NEVER),
        synchronizedConstructor(V1_4).left(NEVER),
        synchronizedConstructor(V17).left(NEVER),
        synchronizedInInterface(V1_8).left(NEVER),
        synchronizedInInterface(V17).left(NEVER));
  }

  private static HandMade withConstants(int entries, @Nullable String why) {
    HandMade made = HandMade.of(V17, "Constants" + entries).run(ACC_SYNCHRONIZED);
    made.run(code -> HandMade.result(code, "passed"));
    // Adds to the pool what classFile() needs, before it is filled.
    made.method(STATIC, "needs", HandMade.STATIC_VOID, code -> needs(made, code));
    made.constants(entries);
    return why == null ? made : made.left(why);
  }

  private static void needs(HandMade made, MethodVisitor code) {
    code.visitTypeInsn(NEW, HandMade.OBJECT);
    code.visitInsn(DUP);
    HandMade.initialize(code);
    code.visitInsn(POP);
    made.touch(code);
    code.visitInsn(RETURN);
  }

  /** The JVM takes no notice of the modifier. */
  private static HandMade synchronizedInitializer(int version) {
    HandMade made = HandMade.of(version, "SynchronizedInitializer" + HandMade.major(version));
    return made.method(
            ACC_STATIC | ACC_SYNCHRONIZED,
            "<clinit>",
            HandMade.STATIC_VOID,
            code -> {
              code.visitLdcInsn(Type.getObjectType(HandMade.PACKAGE + made.name()));
              HandMade.isHeld(code);
              code.visitFieldInsn(
                  PUTSTATIC, HandMade.PACKAGE + made.name(), "LOCK", "Ljava/lang/Object;");
              code.visitInsn(RETURN);
            })
        .run(
            code -> {
              made.lock(code);
              code.visitInsn(ARETURN);
            });
  }

  /** The JVM refuses it. */
  private static HandMade synchronizedConstructor(int version) {
    return HandMade.of(version, "SynchronizedConstructor" + HandMade.major(version))
        .method(
            ACC_PUBLIC | ACC_SYNCHRONIZED,
            "<init>",
            HandMade.STATIC_VOID,
            code -> {
              code.visitVarInsn(ALOAD, 0);
              HandMade.initialize(code);
              code.visitInsn(RETURN);
            })
        .run(code -> HandMade.result(code, "passed"));
  }

  /** The JVM refuses it. */
  private static HandMade synchronizedInInterface(int version) {
    return HandMade.ofInterface(version, "SynchronizedInInterface" + HandMade.major(version))
        .run(ACC_SYNCHRONIZED)
        .run(code -> HandMade.result(code, "passed"));
  }
}
