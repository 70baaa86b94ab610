package io.lockmeter.engine.jfrmonitor;

import io.lockmeter.engine.naming.Origin;
import io.lockmeter.engine.naming.OriginAnalyzer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Names monitors by the code that entered them. What was found for a place is kept, for at most
 * {@link #MAX_PLACES} of them. Not safe for use by several threads.
 */
final class MonitorNames {

  private static final int MAX_PLACES = 4096;
  private static final String INITIALIZATION_LOCK = "[I";
  private static final int MONITOR = -1;
  private static final int WAITED_ON = -2;

  /** A value that a frame used: the monitor it entered, or an argument of the call it stands at. */
  private record Use(Frame frame, int argument) {}

  private final ClassFiles classFiles;
  private final Map<Use, Origin> places = new HashMap<>();
  private final Map<Frame, Frame> entries = new HashMap<>();

  MonitorNames(ClassFiles classFiles) {
    this.classFiles = classFiles;
  }

  /**
   * The name of a monitor, or null if it is the JVM's own: a thread that waits until another has
   * initialized a class waits for an {@code int[]} that no code enters.
   *
   * @param stack innermost frame first, at least one
   * @param lockClass binary name of the class of the object
   * @param site where it was entered, as reports show it
   */
  @Nullable String name(List<Frame> stack, String lockClass, String site) {
    int depth = 0;
    while (depth < stack.size() - 1 && stack.get(depth).objectWait()) {
      depth++;
    }
    Origin origin = origin(new Use(stack.get(depth), depth == 0 ? MONITOR : WAITED_ON));
    while (origin instanceof Origin.Parameter parameter && ++depth < stack.size()) {
      origin = origin(new Use(stack.get(depth), parameter.index()));
    }
    String name = render(origin);
    if (name == null && lockClass.equals(INITIALIZATION_LOCK)) {
      return null;
    }
    return name != null
        ? name
        : lockClass.substring(lockClass.lastIndexOf('.') + 1) + " at " + site;
  }

  /**
   * {@code frame} on the line where it enters the monitor that it waits for: the interpreter has
   * already gone on to the next.
   */
  Frame atEntry(Frame frame) {
    Frame known = entries.get(frame);
    if (known != null) {
      return known;
    }
    if (entries.size() >= MAX_PLACES) {
      entries.clear();
    }
    CodeReader.Place place = place(frame);
    int line = place == null ? -1 : place.entryLine(frame.line());
    Frame found = line < 0 ? frame : frame.onLine(line);
    entries.put(frame, found);
    return found;
  }

  private Origin origin(Use use) {
    Origin known = places.get(use);
    if (known != null) {
      return known;
    }
    if (places.size() >= MAX_PLACES) {
      places.clear();
    }
    Origin found = find(use);
    places.put(use, found);
    return found;
  }

  private Origin find(Use use) {
    Frame frame = use.frame();
    CodeReader.Place place = place(frame);
    if (place == null) {
      return new Origin.Unknown();
    }
    return use.argument() == MONITOR ? entered(frame, place) : passed(use, place);
  }

  private CodeReader.@Nullable Place place(Frame frame) {
    byte[] classFile = classFiles.read(frame.className());
    return classFile == null ? null : CodeReader.find(classFile, frame);
  }

  private Origin entered(Frame frame, CodeReader.Place place) {
    AbstractInsnNode entry = place.monitorEnter(frame.line());
    if (entry != null) {
      return OriginAnalyzer.of(internal(frame.className()), place.method(), entry, 0);
    }
    int access = place.method().access;
    if ((access & Opcodes.ACC_SYNCHRONIZED) == 0) {
      return new Origin.Unknown();
    }
    return (access & Opcodes.ACC_STATIC) != 0
        ? new Origin.ClassLiteral(frame.className())
        : new Origin.This(frame.className());
  }

  private Origin passed(Use use, CodeReader.Place place) {
    if (!(place.instruction() instanceof MethodInsnNode call)) {
      return new Origin.Unknown();
    }
    int arguments = Type.getArgumentTypes(call.desc).length;
    int depth = use.argument() == WAITED_ON ? arguments : arguments - 1 - use.argument();
    return depth < 0
        ? new Origin.Unknown()
        : OriginAnalyzer.of(internal(use.frame().className()), place.method(), call, depth);
  }

  private @Nullable String render(Origin origin) {
    if (origin instanceof Origin.Field field) {
      String name = declaring(field.owner(), field.name()) + "." + field.name();
      return field.element() ? name + "[]" : name;
    }
    if (origin instanceof Origin.This self) {
      return self.className();
    }
    if (origin instanceof Origin.ClassLiteral literal) {
      return literal.className() + ".class";
    }
    if (origin instanceof Origin.Returned returned) {
      return returned.owner() + "." + returned.method() + "()";
    }
    return null;
  }

  /** The class among {@code className} and its superclasses that declares {@code field}. */
  private String declaring(String className, String field) {
    String current = className;
    while (current != null) {
      byte[] classFile = classFiles.read(current);
      if (classFile == null) {
        break;
      }
      ClassNode node = new ClassNode();
      new ClassReader(classFile).accept(node, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
      if (node.fields.stream().anyMatch(declared -> declared.name.equals(field))) {
        return current;
      }
      current = node.superName == null ? null : node.superName.replace('/', '.');
    }
    return className;
  }

  private static String internal(String className) {
    return className.replace('.', '/');
  }
}
