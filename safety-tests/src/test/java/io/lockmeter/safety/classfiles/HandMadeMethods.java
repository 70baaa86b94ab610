package io.lockmeter.safety.classfiles;

import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SYNCHRONIZED;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.F_FULL;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.JSR;
import static org.objectweb.asm.Opcodes.LCONST_1;
import static org.objectweb.asm.Opcodes.LSTORE;
import static org.objectweb.asm.Opcodes.NEW;
import static org.objectweb.asm.Opcodes.NOP;
import static org.objectweb.asm.Opcodes.RET;
import static org.objectweb.asm.Opcodes.V17;
import static org.objectweb.asm.Opcodes.V1_1;
import static org.objectweb.asm.Opcodes.V1_4;
import static org.objectweb.asm.Opcodes.V1_5;
import static org.objectweb.asm.Opcodes.V1_6;
import static org.objectweb.asm.Opcodes.V1_8;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Synchronized methods of unusual size, age and build. */
final class HandMadeMethods {

  private static final int MOST = 65535;
  private static final int SYNCHRONIZED = ACC_PUBLIC | ACC_SYNCHRONIZED;

  private HandMadeMethods() {}

  static List<HandMade> all() {
    List<HandMade> all = new ArrayList<>();
    for (int version : new int[] {V1_1, V1_4, V1_6, V1_8, V17}) {
      all.add(ofStatic(version));
      all.add(ofInstance(version));
      all.add(branching(version));
    }
    all.add(sized("Compilable", 7_980).left("it would become too large for the JIT"));
    all.add(sized("NotCompilable", 8_100));
    all.add(sized("WithNearJumps", 32_750).left("it is too large"));
    all.add(sized("NearlyTooLong", 65_500).left("it is too large"));
    all.add(withBlockOfSize(65_400).left("it is too large"));
    all.add(withSubroutine(V1_1, 1));
    all.add(withSubroutine(V1_4, 1));
    all.add(withSubroutine(V1_4, 300));
    all.add(withUnreachableCode(V1_4));
    all.add(withUnreachableCode(V17));
    all.add(withManyVariables(300));
    all.add(withManyVariables(MOST).left("it has too many variables"));
    all.add(withDeepStack().left("it has too many variables"));
    all.add(waiting("Waiting", 0, 0));
    all.add(waiting("WaitingWithManyVariables", MOST, 0).left("it has too many variables"));
    all.add(waiting("WaitingInALongMethod", 0, 65_500).left("it is too large"));
    return all;
  }

  private static HandMade ofStatic(int version) {
    HandMade made =
        HandMade.of(version, "OfStatic" + HandMade.major(version)).run(ACC_SYNCHRONIZED);
    if (HandMade.major(version) < V1_5) {
      made.left("its class file is too old for class literals");
    }
    return made.run(code -> HandMade.result(code, "passed"));
  }

  /** Straight code, which has no frames in a class file of Java 6 that has some elsewhere. */
  private static HandMade ofInstance(int version) {
    HandMade made = HandMade.of(version, "OfInstance" + HandMade.major(version));
    return made.method(
            SYNCHRONIZED, "locked", HandMade.RUN, code -> HandMade.result(code, "passed"))
        .run(code -> callLocked(made, code));
  }

  private static HandMade branching(int version) {
    HandMade made = HandMade.of(version, "Branching" + HandMade.major(version));
    return made.method(
            SYNCHRONIZED,
            "locked",
            HandMade.RUN,
            code -> {
              Label other = new Label();
              code.visitInsn(LCONST_1);
              code.visitVarInsn(LSTORE, 1);
              code.visitVarInsn(ALOAD, 0);
              code.visitMethodInsn(INVOKEVIRTUAL, HandMade.OBJECT, "hashCode", "()I", false);
              code.visitJumpInsn(IFEQ, other);
              HandMade.result(code, "passed");
              code.visitLabel(other);
              HandMade.result(code, "passed");
            })
        .run(code -> callLocked(made, code));
  }

  private static void callLocked(HandMade made, MethodVisitor code) {
    String type = HandMade.PACKAGE + made.name();
    code.visitTypeInsn(NEW, type);
    code.visitInsn(DUP);
    code.visitMethodInsn(INVOKESPECIAL, type, "<init>", "()V", false);
    code.visitMethodInsn(INVOKEVIRTUAL, type, "locked", HandMade.RUN, false);
    code.visitInsn(ARETURN);
  }

  private static HandMade sized(String name, int bytes) {
    HandMade made = HandMade.of(V1_8, name).run(ACC_SYNCHRONIZED);
    return made.run(
        code -> {
          HandMade.many(code, bytes, NOP);
          HandMade.result(code, "passed");
        });
  }

  private static HandMade withBlockOfSize(int bytes) {
    HandMade made = HandMade.of(V1_8, "LongBlock");
    return made.run(
        code -> {
          made.lock(code);
          HandMade.section(
              code,
              0,
              () -> {
                made.touch(code);
                HandMade.many(code, bytes, NOP);
              });
          made.resultIfHeld(code);
        });
  }

  /** A finally block as compilers wrote it until 2006; its variable may need wide instructions. */
  private static HandMade withSubroutine(int version, int variable) {
    HandMade made = HandMade.of(version, "Subroutine" + HandMade.major(version) + "v" + variable);
    return made.method(SYNCHRONIZED, "locked", HandMade.RUN, code -> subroutine(code, variable))
        .run(
            code -> {
              made.lock(code);
              HandMade.section(code, 0, () -> made.touch(code));
              Label routine = new Label();
              Label after = new Label();
              code.visitJumpInsn(JSR, routine);
              code.visitJumpInsn(GOTO, after);
              code.visitLabel(routine);
              code.visitVarInsn(ASTORE, variable + 1);
              code.visitVarInsn(RET, variable + 1);
              code.visitLabel(after);
              callLocked(made, code);
            })
        .left("it has subroutines");
  }

  private static void subroutine(MethodVisitor code, int variable) {
    Label routine = new Label();
    code.visitInsn(ICONST_1);
    code.visitVarInsn(ISTORE, variable + 1);
    code.visitJumpInsn(JSR, routine);
    code.visitJumpInsn(JSR, routine);
    HandMade.result(code, "passed");
    code.visitLabel(routine);
    code.visitVarInsn(ASTORE, variable);
    code.visitIincInsn(variable + 1, 0);
    code.visitVarInsn(RET, variable);
  }

  /** Behind a return stands code that nothing leads to, with a return of its own. */
  private static HandMade withUnreachableCode(int version) {
    HandMade made = HandMade.exactly(version, "Unreachable" + HandMade.major(version));
    return made.sized(
            SYNCHRONIZED,
            "locked",
            HandMade.RUN,
            1,
            1,
            code -> {
              HandMade.result(code, "passed");
              if (HandMade.major(version) > V1_6) {
                code.visitFrame(F_FULL, 0, null, 0, null);
              }
              HandMade.result(code, "never");
            })
        .sized(ACC_PUBLIC | ACC_STATIC, "run", HandMade.RUN, 2, 0, code -> callLocked(made, code));
  }

  private static HandMade withManyVariables(int variables) {
    HandMade made = HandMade.exactly(V1_8, "Variables" + variables);
    return made.sized(
        ACC_PUBLIC | ACC_STATIC | ACC_SYNCHRONIZED,
        "run",
        HandMade.RUN,
        1,
        variables,
        code -> {
          code.visitInsn(ICONST_1);
          code.visitVarInsn(ISTORE, variables - 1);
          code.visitIincInsn(variables - 1, 1000);
          code.visitVarInsn(ILOAD, variables - 1);
          code.visitVarInsn(ISTORE, variables - 2);
          HandMade.result(code, "passed");
        });
  }

  private static HandMade withDeepStack() {
    HandMade made = HandMade.exactly(V1_8, "DeepStack");
    return made.sized(
        ACC_PUBLIC | ACC_STATIC | ACC_SYNCHRONIZED,
        "run",
        HandMade.RUN,
        MOST,
        1,
        code -> HandMade.result(code, "passed"));
  }

  /** Throws, as it holds no monitor. */
  private static HandMade waiting(String name, int variables, int bytes) {
    HandMade made = HandMade.exactly(V1_8, name);
    return made.sized(
        ACC_PUBLIC | ACC_STATIC,
        "run",
        HandMade.RUN,
        3,
        variables,
        code -> {
          HandMade.many(code, bytes, NOP);
          made.lock(code);
          code.visitInsn(LCONST_1);
          HandMade.line(code, 5);
          code.visitMethodInsn(INVOKEVIRTUAL, HandMade.OBJECT, "wait", "(J)V", false);
          HandMade.result(code, "passed");
        });
  }
}
