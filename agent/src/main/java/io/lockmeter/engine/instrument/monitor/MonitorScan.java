package io.lockmeter.engine.instrument.monitor;

import java.util.BitSet;

/**
 * Finds the methods of a class file that use monitors, without building anything: most classes have
 * none, and every class that an application loads passes here.
 *
 * <p>The layout is that of JVMS chapter 4. A malformed file makes it throw {@link
 * IndexOutOfBoundsException}; the JVM will refuse it anyway.
 */
final class MonitorScan {

  private static final int ACC_SYNCHRONIZED = 0x0020;
  private static final int MONITORENTER = 0xC2;
  private static final int TABLESWITCH = 0xAA;
  private static final int LOOKUPSWITCH = 0xAB;
  private static final int WIDE = 0xC4;
  private static final int IINC = 0x84;
  private static final int UTF8 = 1;

  /** Bytes that each constant takes with its tag, by tag; text is counted apart. */
  private static final String CONSTANT_LENGTHS = "\0\0\0\5\5\11\11\3\3\5\5\5\5\0\0\4\3\5\5\3\3";

  /** Bytes that each instruction takes; 0 for those of varying length and for numbers unused. */
  private static final byte[] LENGTHS = new byte[256];

  static {
    fill(0x00, 0x0F, 1);
    fill(0x10, 0x10, 2);
    fill(0x11, 0x11, 3);
    fill(0x12, 0x12, 2);
    fill(0x13, 0x14, 3);
    fill(0x15, 0x19, 2);
    fill(0x1A, 0x35, 1);
    fill(0x36, 0x3A, 2);
    fill(0x3B, 0x83, 1);
    fill(0x84, 0x84, 3);
    fill(0x85, 0x98, 1);
    fill(0x99, 0xA8, 3);
    fill(0xA9, 0xA9, 2);
    fill(0xAC, 0xB1, 1);
    fill(0xB2, 0xB8, 3);
    fill(0xB9, 0xBA, 5);
    fill(0xBB, 0xBB, 3);
    fill(0xBC, 0xBC, 2);
    fill(0xBD, 0xBD, 3);
    fill(0xBE, 0xBF, 1);
    fill(0xC0, 0xC1, 3);
    fill(0xC2, 0xC3, 1);
    fill(0xC5, 0xC5, 4);
    fill(0xC6, 0xC7, 3);
    fill(0xC8, 0xC9, 5);
  }

  private final byte[] file;
  private int at = 8;
  private int codeName;

  private MonitorScan(byte[] file) {
    this.file = file;
  }

  private static void fill(int from, int to, int length) {
    for (int opcode = from; opcode <= to; opcode++) {
      LENGTHS[opcode] = (byte) length;
    }
  }

  /** Ordinals, in the order of the file, of methods that are synchronized or enter a monitor. */
  static BitSet methodsWithMonitors(byte[] classFile) {
    return new MonitorScan(classFile).scan();
  }

  private BitSet scan() {
    skipConstants();
    at += 6;
    at += 2 + 2 * u2(at);
    skipFields();
    BitSet found = new BitSet();
    int methods = u2(at);
    at += 2;
    for (int ordinal = 0; ordinal < methods; ordinal++) {
      if (method()) {
        found.set(ordinal);
      }
    }
    return found;
  }

  private void skipConstants() {
    int count = u2(at);
    at += 2;
    for (int index = 1; index < count; index++) {
      int tag = file[at];
      if (tag == UTF8) {
        int length = u2(at + 1);
        if (length == 4 && u4(at + 3) == 0x436F6465) { // "Code"
          codeName = index;
        }
        at += 3 + length;
      } else {
        int length = CONSTANT_LENGTHS.charAt(tag);
        at += length;
        if (length == 9) {
          index++;
        }
      }
    }
  }

  private void skipFields() {
    int fields = u2(at);
    at += 2;
    for (int i = 0; i < fields; i++) {
      at += 6;
      int attributes = u2(at);
      at += 2;
      for (int j = 0; j < attributes; j++) {
        at += 6 + u4(at + 2);
      }
    }
  }

  private boolean method() {
    boolean found = (u2(at) & ACC_SYNCHRONIZED) != 0;
    at += 6;
    int attributes = u2(at);
    at += 2;
    for (int i = 0; i < attributes; i++) {
      if (!found && u2(at) == codeName) {
        found = enters(at + 14, u4(at + 10));
      }
      at += 6 + u4(at + 2);
    }
    return found;
  }

  private boolean enters(int start, int length) {
    int pc = start;
    int end = start + length;
    while (pc < end) {
      int opcode = file[pc] & 0xFF;
      int size = LENGTHS[opcode];
      if (size != 0) {
        if (opcode == MONITORENTER) {
          return true;
        }
        pc += size;
      } else if (opcode == WIDE) {
        pc += (file[pc + 1] & 0xFF) == IINC ? 6 : 4;
      } else {
        pc = afterSwitch(pc, pc + 4 - ((pc - start) & 3));
      }
    }
    return false;
  }

  private int afterSwitch(int pc, int operands) {
    int next =
        switch (file[pc] & 0xFF) {
          case TABLESWITCH -> operands + 12 + 4 * (u4(operands + 8) - u4(operands + 4) + 1);
          case LOOKUPSWITCH -> operands + 8 + 8 * u4(operands + 4);
          default -> 0;
        };
    if (next <= pc) {
      throw new IndexOutOfBoundsException("code at " + pc);
    }
    return next;
  }

  private int u2(int index) {
    return (file[index] & 0xFF) << 8 | file[index + 1] & 0xFF;
  }

  private int u4(int index) {
    return u2(index) << 16 | u2(index + 2);
  }
}
