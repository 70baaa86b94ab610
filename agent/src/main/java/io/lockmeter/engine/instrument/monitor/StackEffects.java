package io.lockmeter.engine.instrument.monitor;

import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * What instructions that treat all references alike take from the operand stack and put there, by
 * opcode. A long or double counts as one value.
 */
final class StackEffects {

  /** Put by an instruction that puts nothing. */
  static final int NOTHING = 0;

  static final int INT = 1;
  static final int LONG = 2;
  static final int FLOAT = 3;
  static final int DOUBLE = 4;
  static final int REFERENCE = 5;

  /** A reference to an object whose constructor has not run yet. */
  static final int UNINITIALIZED = 6;

  /** The kinds above by the letters of descriptors, and one more. */
  private static final String KINDS = "VIJFDAU";

  private static final byte[] TAKEN = new byte[256];
  private static final byte[] PUT = new byte[256];

  static {
    set(Opcodes.ACONST_NULL, 0, "AIIIIIIIJJFFFDDII");
    set(Opcodes.IALOAD, 2, "IJFDAIII");
    set(Opcodes.IASTORE, 3, "VVVVVVVV");
    set(Opcodes.POP, 1, "V");
    set(Opcodes.IADD, 2, "IJFDIJFDIJFDIJFDIJFD");
    set(Opcodes.INEG, 1, "IJFD");
    set(Opcodes.ISHL, 2, "IJIJIJIJIJIJ");
    set(Opcodes.I2L, 1, "JFDIFDIJDIJFIII");
    set(Opcodes.LCMP, 2, "IIIII");
    set(Opcodes.IFEQ, 1, "VVVVVV");
    set(Opcodes.IF_ICMPEQ, 2, "VVVVVVVV");
    set(Opcodes.TABLESWITCH, 1, "VVVVVVV");
    set(Opcodes.NEW, 0, "U");
    set(Opcodes.NEWARRAY, 1, "AAIV");
    set(Opcodes.INSTANCEOF, 1, "I");
    set(Opcodes.IFNULL, 1, "VV");
  }

  private StackEffects() {}

  private static void set(int first, int taken, String put) {
    for (int i = 0; i < put.length(); i++) {
      TAKEN[first + i] = (byte) taken;
      PUT[first + i] = (byte) KINDS.indexOf(put.charAt(i));
    }
  }

  static int taken(int opcode) {
    return TAKEN[opcode];
  }

  /** The kind of what is put. */
  static int put(int opcode) {
    return PUT[opcode];
  }

  /** The kind that a type is computed with, by the first letter of its descriptor. */
  static int kind(char descriptor) {
    return switch (descriptor) {
      case 'V' -> NOTHING;
      case 'J' -> LONG;
      case 'F' -> FLOAT;
      case 'D' -> DOUBLE;
      case 'L', '[' -> REFERENCE;
      default -> INT;
    };
  }

  /** The kind of a constant that {@code ldc} puts. */
  static int kind(Object constant) {
    if (constant instanceof Integer) {
      return INT;
    }
    if (constant instanceof Long) {
      return LONG;
    }
    if (constant instanceof Float) {
      return FLOAT;
    }
    if (constant instanceof Double) {
      return DOUBLE;
    }
    return constant instanceof ConstantDynamic dynamic
        ? kind(dynamic.getDescriptor().charAt(0))
        : REFERENCE;
  }

  /** How many arguments a method of that descriptor takes. */
  static int arguments(String descriptor) {
    int count = 0;
    for (int at = 1; descriptor.charAt(at) != ')'; at++) {
      while (descriptor.charAt(at) == '[') {
        at++;
      }
      if (descriptor.charAt(at) == 'L') {
        at = descriptor.indexOf(';', at);
      }
      count++;
    }
    return count;
  }

  /** A type of that kind. */
  static Type type(int kind) {
    return switch (kind) {
      case LONG -> Type.LONG_TYPE;
      case FLOAT -> Type.FLOAT_TYPE;
      case DOUBLE -> Type.DOUBLE_TYPE;
      case REFERENCE, UNINITIALIZED -> Type.getObjectType("java/lang/Object");
      default -> Type.INT_TYPE;
    };
  }

  static boolean wide(int kind) {
    return kind == LONG || kind == DOUBLE;
  }
}
