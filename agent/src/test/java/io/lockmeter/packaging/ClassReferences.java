package io.lockmeter.packaging;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;

/** The classes that a class file's constant pool names, which are those its code can link. */
final class ClassReferences {

  private static final int CONSTANT_CLASS = 7;

  private ClassReferences() {}

  /** Internal names, of arrays their elements' names. Closes {@code in}. */
  static Set<String> of(InputStream in) throws IOException {
    try (in) {
      ClassReader reader = new ClassReader(in);
      char[] buffer = new char[reader.getMaxStringLength()];
      Set<String> names = new TreeSet<>();
      for (int i = 1; i < reader.getItemCount(); i++) {
        int item = reader.getItem(i);
        // The second slot of a long or double holds no item.
        if (item != 0 && reader.readByte(item - 1) == CONSTANT_CLASS) {
          names.add(elementName(reader.readUTF8(item, buffer)));
        }
      }
      return names;
    }
  }

  private static String elementName(String name) {
    return name.startsWith("[") ? name.replaceFirst("^\\[+L?", "").replace(";", "") : name;
  }
}
