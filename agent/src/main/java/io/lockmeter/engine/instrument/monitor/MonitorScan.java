package io.lockmeter.engine.instrument.monitor;

import java.util.BitSet;

/**
 * Finds the methods of a class file that use monitors or call {@code Object.wait}, without building
 * anything: most classes have none, and every class that an application loads passes here.
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
  private static final int INVOKEVIRTUAL = 0xB6;
  private static final int INVOKESPECIAL = 0xB7;
  private static final int INVOKEINTERFACE = 0xB9;
  private static final int UTF8 = 1;
  private static final int METHOD = 10;
  private static final int INTERFACE_METHOD = 11;
  private static final int NAME_AND_TYPE = 12;

  /** The name of the attribute, in ASCII. */
  private static final int CODE = 0x436F6465;

  /** The name of the method, in ASCII. */
  private static final int WAIT = 0x77616974;

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
  private final BitSet monitors = new BitSet();
  private final BitSet waits = new BitSet();
  private final BitSet waitReferences = new BitSet();
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

  /** Looks through a class file. */
  static MonitorScan of(byte[] classFile) {
    MonitorScan scan = new MonitorScan(classFile);
    scan.scan();
    return scan;
  }

  /** Ordinals, in the order of the file, of methods that are synchronized or enter a monitor. */
  BitSet monitors() {
    return monitors;
  }

  /** Ordinals, in the order of the file, of methods that may call {@code Object.wait}. */
  BitSet waits() {
    return waits;
  }

  private void scan() {
    skipConstants();
    at += 6;
    at += 2 + 2 * u2(at);
    skipFields();
    int methods = u2(at);
    at += 2;
    for (int ordinal = 0; ordinal < methods; ordinal++) {
      method(ordinal);
    }
  }

  private void skipConstants() {
    int start = at;
    int waitName = 0;
    int count = u2(at);
    at += 2;
    for (int index = 1; index < count; index++) {
      int tag = file[at];
      if (tag == UTF8) {
        int length = u2(at + 1);
        if (length == 4) {
          int text = u4(at + 3);
          if (text == CODE) {
            codeName = index;
          } else if (text == WAIT) {
            waitName = index;
          }
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
    if (waitName != 0) {
      int end = at;
      at = start;
      findWaits(waitName);
      at = end;
    }
  }

  /** Notes the references to methods of that name; most classes have none and do not come here. */
  private void findWaits(int name) {
    int count = u2(at);
    at += 2;
    BitSet named = new BitSet();
    int[] references = new int[count];
    for (int index = 1; index < count; index++) {
      int tag = file[at];
      int length = tag == UTF8 ? 3 + u2(at + 1) : CONSTANT_LENGTHS.charAt(tag);
      if (tag == NAME_AND_TYPE && u2(at + 1) == name) {
        named.set(index);
      } else if (tag == METHOD || tag == INTERFACE_METHOD) {
        references[index] = u2(at + 3);
      }
      at += length;
      if (length == 9 && tag != UTF8) {
        index++;
      }
    }
    for (int index = 1; index < count; index++) {
      if (named.get(references[index])) {
        waitReferences.set(index);
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

  private void method(int ordinal) {
    boolean isSynchronized = (u2(at) & ACC_SYNCHRONIZED) != 0;
    if (isSynchronized) {
      monitors.set(ordinal);
    }
    at += 6;
    int attributes = u2(at);
    at += 2;
    for (int i = 0; i < attributes; i++) {
      if ((!isSynchronized || !waitReferences.isEmpty()) && u2(at) == codeName) {
        code(ordinal, at + 14, u4(at + 10));
      }
      at += 6 + u4(at + 2);
    }
  }

  private void code(int ordinal, int start, int length) {
    int pc = start;
    int end = start + length;
    while (pc < end) {
      int opcode = file[pc] & 0xFF;
      int size = LENGTHS[opcode];
      if (size != 0) {
        if (opcode == MONITORENTER) {
          monitors.set(ordinal);
          if (waitReferences.isEmpty()) {
            return;
          }
        } else if (calls(opcode) && waitReferences.get(u2(pc + 1))) {
          waits.set(ordinal);
        }
        pc += size;
      } else if (opcode == WIDE) {
        pc += (file[pc + 1] & 0xFF) == IINC ? 6 : 4;
      } else {
        pc = afterSwitch(pc, pc + 4 - ((pc - start) & 3));
      }
    }
  }

  private static boolean calls(int opcode) {
    return opcode == INVOKEVIRTUAL || opcode == INVOKESPECIAL || opcode == INVOKEINTERFACE;
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
