package io.lockmeter.engine.instrument.monitor;

import io.lockmeter.engine.instrument.Coverage;
import io.lockmeter.engine.instrument.Coverage.SkippedClass;
import io.lockmeter.engine.naming.MonitorSites;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Map.Entry;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Rewrites every class with monitors in some folders and jars, lets the JVM verify it, and both
 * compilers compile each method that has monitors, as it was and as it is. Prints, each on a line,
 * {@code BROKEN} classes that no longer verify, {@code REFUSED} methods that are no longer
 * compiled, {@code TIMID} methods that were left although they are compiled, {@code LEFT} what was
 * left, and {@code TOTAL} with the number of methods rewritten and compiled.
 */
final class JitProgram {

  private final Jit jit;
  private final Coverage coverage = new Coverage();
  private final MonitorRewriter rewriter =
      new MonitorRewriter(new MonitorSites(), coverage, RecordingProbe.NAME);
  private final ClassFileLoader plain;
  private final ClassFileLoader rewritten;
  private int compiled;

  private JitProgram(Jit jit, Map<String, byte[]> classFiles) {
    this.jit = jit;
    plain = new ClassFileLoader(classFiles, null);
    rewritten = new ClassFileLoader(classFiles, rewriter);
  }

  /** The first argument is the folder or jar to rewrite, the others are what it refers to. */
  public static void main(String[] arguments) throws Exception {
    Map<String, byte[]> classFiles = read(arguments[0]);
    Map<String, byte[]> all = new HashMap<>();
    for (String argument : arguments) {
      read(argument).forEach(all::putIfAbsent);
    }
    JitProgram program = new JitProgram(new Jit(), all);
    for (Entry<String, byte[]> file : classFiles.entrySet()) {
      program.compile(file.getKey(), file.getValue());
    }
    program.printLeft();
    // Initializers of library classes may have started threads.
    System.exit(0);
  }

  private static Map<String, byte[]> read(String name) throws Exception {
    Path path = Path.of(name);
    return Files.isDirectory(path) ? ClassFileLoader.ofFolder(path) : ClassFileLoader.ofJar(path);
  }

  private void compile(String name, byte[] classFile) throws Exception {
    BitSet candidates = MonitorScan.of(classFile).monitors();
    if (candidates.isEmpty()) {
      return;
    }
    Map<String, Executable> before = link(plain, name);
    Map<String, Executable> after = link(rewritten, name);
    if (!before.keySet().equals(after.keySet())) {
      System.out.println("BROKEN " + name);
    }
    ClassNode node = new ClassNode();
    new ClassReader(classFile).accept(node, ClassReader.EXPAND_FRAMES);
    for (MethodNode method :
        (Iterable<MethodNode>) candidates.stream().mapToObj(node.methods::get)::iterator) {
      Executable original = before.get(method.name + method.desc);
      Executable changed = after.get(method.name + method.desc);
      boolean hasCode = (method.access & (Opcodes.ACC_NATIVE | Opcodes.ACC_ABSTRACT)) == 0;
      if (hasCode && original != null && changed != null && jit.compiles(original)) {
        report(name + "." + method.name + method.desc, method, changed);
      }
    }
  }

  private void report(String label, MethodNode method, Executable changed) throws Exception {
    if (!MonitorFlow.of(method).structured()) {
      System.out.println("TIMID " + label);
    } else if (!jit.compiles(changed)) {
      System.out.println("REFUSED " + label);
    } else if (rewriter
        .methods()
        .contains(changed.getDeclaringClass().getName(), method.name, method.desc)) {
      compiled++;
    }
  }

  /** The methods of a class by name and descriptor, once it is verified; none if it cannot be. */
  private static Map<String, Executable> link(ClassLoader loader, String name) {
    Map<String, Executable> methods = new HashMap<>();
    try {
      Class<?> type = Class.forName(name.replace('/', '.'), false, loader);
      for (Method method : type.getDeclaredMethods()) {
        methods.put(method.getName() + Type.getMethodDescriptor(method), method);
      }
      for (Constructor<?> constructor : type.getDeclaredConstructors()) {
        methods.put("<init>" + Type.getConstructorDescriptor(constructor), constructor);
      }
    } catch (ClassNotFoundException | NoClassDefFoundError e) {
      // It refers to a library that is not here, whether rewritten or not.
      return methods;
    } catch (LinkageError e) {
      System.out.println("BROKEN " + e);
    }
    return methods;
  }

  private void printLeft() {
    for (SkippedClass skipped : coverage.state().classesSkipped()) {
      System.out.println("LEFT " + skipped.className() + " " + skipped.reason());
    }
    System.out.println("TOTAL " + compiled);
  }
}
