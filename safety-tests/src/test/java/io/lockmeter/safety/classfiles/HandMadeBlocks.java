package io.lockmeter.safety.classfiles;

import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACONST_NULL;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.ATHROW;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.ICONST_0;
import static org.objectweb.asm.Opcodes.ICONST_3;
import static org.objectweb.asm.Opcodes.IFGT;
import static org.objectweb.asm.Opcodes.IFNULL;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.LCONST_1;
import static org.objectweb.asm.Opcodes.MONITORENTER;
import static org.objectweb.asm.Opcodes.MONITOREXIT;
import static org.objectweb.asm.Opcodes.NEW;
import static org.objectweb.asm.Opcodes.POP;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;
import static org.objectweb.asm.Opcodes.V1_1;
import static org.objectweb.asm.Opcodes.V1_4;
import static org.objectweb.asm.Opcodes.V1_6;
import static org.objectweb.asm.Opcodes.V1_8;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** Monitors entered and left by instructions in ways that Java has no words for. */
final class HandMadeBlocks {

  private static final String JIT = "monitors are entered and left in a way that the JIT refuses";
  private static final String UNDER_CONSTRUCTION = "its code cannot be followed";
  private static final String TAKES_OBJECT = "(Ljava/lang/Object;)V";
  private static final int STATIC = ACC_PUBLIC | ACC_STATIC;

  private HandMadeBlocks() {}

  static List<HandMade> all() {
    List<HandMade> all = new ArrayList<>();
    all.add(enteredInOneMethodLeftInAnother());
    all.add(leftInTheMethodThatDidNotEnter());
    all.add(enteredTwiceLeftOnce());
    all.add(enteredInALoop());
    all.add(enteredOnOneWay());
    all.add(withoutHandler());
    all.add(nothing());
    all.add(severalInOneHandler());
    all.add(rangeBeginsBefore());
    all.add(overOtherValues());
    for (int version : new int[] {V1_1, V1_4, V1_6, V1_8, V17}) {
      all.add(ordinary(version));
      all.add(underConstruction(version));
      all.add(thisUnderConstruction(version));
      all.add(beforeSuper(version));
    }
    return all;
  }

  private static HandMade enteredInOneMethodLeftInAnother() {
    HandMade made = HandMade.of(V1_8, "EnteredInOneMethod").left(JIT);
    return made.method(STATIC, "enter", TAKES_OBJECT, code -> alone(code, MONITORENTER))
        .method(STATIC, "exit", TAKES_OBJECT, code -> alone(code, MONITOREXIT))
        .run(
            code -> {
              HandMade.line(code, 7);
              made.lock(code);
              made.call(code, "enter", TAKES_OBJECT);
              made.lock(code);
              made.call(code, "exit", TAKES_OBJECT);
              HandMade.result(code, "passed");
            });
  }

  private static void alone(MethodVisitor code, int opcode) {
    HandMade.line(code, 3);
    code.visitVarInsn(ALOAD, 0);
    code.visitInsn(opcode);
    HandMade.line(code, 4);
    code.visitInsn(RETURN);
  }

  /** Not entered by any code here, so there is nothing to list. */
  private static HandMade leftInTheMethodThatDidNotEnter() {
    HandMade made = HandMade.of(V1_8, "LeftNotEntered");
    return made.method(STATIC, "exit", TAKES_OBJECT, code -> alone(code, MONITOREXIT))
        .run(
            code -> {
              HandMade.line(code, 7);
              made.lock(code);
              made.call(code, "exit", TAKES_OBJECT);
              HandMade.result(code, "passed");
            });
  }

  private static HandMade enteredTwiceLeftOnce() {
    HandMade made = HandMade.of(V1_8, "EnteredTwice").left(JIT);
    return made.run(
        code -> {
          made.lock(code);
          code.visitInsn(MONITORENTER);
          made.lock(code);
          code.visitInsn(MONITORENTER);
          made.lock(code);
          code.visitInsn(MONITOREXIT);
          HandMade.line(code, 9);
          HandMade.result(code, "passed");
        });
  }

  private static HandMade enteredInALoop() {
    HandMade made = HandMade.of(V1_8, "EnteredInALoop").left(JIT);
    return made.run(
        code -> {
          for (int opcode : new int[] {MONITORENTER, MONITOREXIT}) {
            Label again = new Label();
            code.visitInsn(ICONST_3);
            code.visitVarInsn(ISTORE, 0);
            code.visitLabel(again);
            made.lock(code);
            code.visitInsn(opcode);
            code.visitIincInsn(0, -1);
            code.visitVarInsn(ILOAD, 0);
            code.visitJumpInsn(IFGT, again);
          }
          made.resultIfHeld(code);
        });
  }

  private static HandMade enteredOnOneWay() {
    HandMade made = HandMade.of(V1_8, "EnteredOnOneWay").left(JIT);
    return made.run(
        code -> {
          for (int opcode : new int[] {MONITORENTER, MONITOREXIT}) {
            Label past = new Label();
            made.lock(code);
            code.visitJumpInsn(IFNULL, past);
            made.lock(code);
            code.visitInsn(opcode);
            code.visitLabel(past);
          }
          made.resultIfHeld(code);
        });
  }

  /** What is thrown inside leaves the method with the monitor held. */
  private static HandMade withoutHandler() {
    HandMade made = HandMade.of(V1_8, "WithoutHandler").left(JIT);
    return made.run(
        code -> {
          made.lock(code);
          code.visitInsn(MONITORENTER);
          HandMade.line(code, 12);
          code.visitInsn(ACONST_NULL);
          code.visitInsn(ATHROW);
        });
  }

  private static HandMade nothing() {
    HandMade made = HandMade.of(V1_8, "NothingInside").left("no range that catches everything");
    return made.run(
        code -> {
          made.lock(code);
          code.visitInsn(DUP);
          code.visitVarInsn(ASTORE, 0);
          code.visitInsn(MONITORENTER);
          code.visitVarInsn(ALOAD, 0);
          code.visitInsn(MONITOREXIT);
          made.resultIfHeld(code);
        });
  }

  /** Two sections one after the other whose exceptions go to the same place. */
  private static HandMade severalInOneHandler() {
    HandMade made = HandMade.of(V1_8, "SeveralInOneHandler");
    return made.run(
            code -> {
              Label handler = new Label();
              for (int i = 0; i < 2; i++) {
                Label start = new Label();
                Label end = new Label();
                code.visitTryCatchBlock(start, end, handler, null);
                made.lock(code);
                code.visitInsn(DUP);
                code.visitVarInsn(ASTORE, 0);
                code.visitInsn(MONITORENTER);
                code.visitLabel(start);
                made.lock(code);
                code.visitInsn(POP);
                code.visitVarInsn(ALOAD, 0);
                code.visitInsn(MONITOREXIT);
                code.visitLabel(end);
              }
              made.resultIfHeld(code);
              code.visitLabel(handler);
              code.visitVarInsn(ALOAD, 0);
              code.visitInsn(MONITOREXIT);
              code.visitInsn(ATHROW);
            })
        .left(JIT);
  }

  /** The handler would leave a monitor that could not be entered. */
  private static HandMade rangeBeginsBefore() {
    HandMade made = HandMade.of(V1_8, "RangeBeginsBefore").left("");
    return made.run(
        code -> {
          Label start = new Label();
          Label end = new Label();
          Label handler = new Label();
          code.visitTryCatchBlock(start, end, handler, null);
          made.lock(code);
          code.visitVarInsn(ASTORE, 0);
          code.visitLabel(start);
          code.visitVarInsn(ALOAD, 0);
          code.visitInsn(MONITORENTER);
          made.lock(code);
          code.visitInsn(POP);
          code.visitVarInsn(ALOAD, 0);
          code.visitInsn(MONITOREXIT);
          code.visitLabel(end);
          made.resultIfHeld(code);
          code.visitLabel(handler);
          code.visitVarInsn(ALOAD, 0);
          code.visitInsn(MONITOREXIT);
          code.visitInsn(ATHROW);
        });
  }

  /** As Clojure leaves values on the operand stack while it holds a monitor. */
  private static HandMade overOtherValues() {
    HandMade made = HandMade.of(V1_8, "OverOtherValues");
    return made.run(
        code -> {
          code.visitInsn(LCONST_1);
          code.visitInsn(ICONST_0);
          made.lock(code);
          HandMade.section(code, 0, () -> made.touch(code));
          code.visitInsn(POP);
          code.visitMethodInsn(
              INVOKESTATIC, "java/lang/String", "valueOf", "(J)Ljava/lang/String;", false);
          code.visitInsn(ARETURN);
        });
  }

  private static HandMade ordinary(int version) {
    HandMade made = HandMade.of(version, "Ordinary" + HandMade.major(version));
    return made.run(
        code -> {
          made.lock(code);
          HandMade.section(code, 0, () -> made.touch(code));
          made.resultIfHeld(code);
        });
  }

  /** The verifier lets it be entered, but not be passed to anybody. */
  private static HandMade underConstruction(int version) {
    HandMade made =
        HandMade.of(version, "UnderConstruction" + HandMade.major(version))
            .left(UNDER_CONSTRUCTION);
    return made.run(
        code -> {
          code.visitTypeInsn(NEW, HandMade.OBJECT);
          HandMade.section(code, 0, () -> made.touch(code));
          code.visitVarInsn(ALOAD, 0);
          HandMade.initialize(code);
          HandMade.result(code, "passed");
        });
  }

  private static HandMade thisUnderConstruction(int version) {
    HandMade made =
        HandMade.of(version, "ThisUnderConstruction" + HandMade.major(version))
            .left(UNDER_CONSTRUCTION);
    return made.method(
            ACC_PUBLIC,
            "<init>",
            "()V",
            code -> {
              code.visitVarInsn(ALOAD, 0);
              HandMade.section(code, 1, () -> made.touch(code));
              code.visitVarInsn(ALOAD, 0);
              HandMade.initialize(code);
              code.visitInsn(RETURN);
            })
        .run(code -> construct(made, code));
  }

  /** A section on another object before {@code super()}, where Java 22 allows one. */
  private static HandMade beforeSuper(int version) {
    HandMade made = HandMade.of(version, "BeforeSuper" + HandMade.major(version));
    return made.method(
            ACC_PUBLIC,
            "<init>",
            "()V",
            code -> {
              made.lock(code);
              HandMade.section(code, 1, () -> made.touch(code));
              code.visitVarInsn(ALOAD, 0);
              HandMade.initialize(code);
              made.lock(code);
              HandMade.section(code, 1, () -> made.touch(code));
              code.visitInsn(RETURN);
            })
        .run(code -> construct(made, code));
  }

  private static void construct(HandMade made, MethodVisitor code) {
    String type = HandMade.PACKAGE + made.name();
    code.visitTypeInsn(NEW, type);
    code.visitInsn(DUP);
    code.visitMethodInsn(INVOKESPECIAL, type, "<init>", "()V", false);
    code.visitInsn(POP);
    made.resultIfHeld(code);
  }
}
