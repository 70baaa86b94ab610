package io.lockmeter.attach;

import com.sun.tools.attach.VirtualMachine;
import java.io.OutputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/**
 * A second agent, which sees the class files that the JVM runs once all agents before it have
 * changed them. Each look is a new agent, so that it comes after Lockmeter's.
 */
public final class ClassFileView {

  private static final Map<String, String> SEEN = new TreeMap<>();

  private ClassFileView() {}

  /** Length and checksum of the class file of each of {@code types}. */
  static String of(List<Class<?>> types) throws Exception {
    SEEN.clear();
    Path jar = Files.createTempFile("view", ".jar");
    try {
      Manifest manifest = new Manifest();
      Attributes attributes = manifest.getMainAttributes();
      attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
      attributes.putValue("Agent-Class", ClassFileView.class.getName());
      attributes.putValue("Can-Retransform-Classes", "true");
      try (OutputStream out = Files.newOutputStream(jar)) {
        new JarOutputStream(out, manifest).close();
      }
      String names = types.stream().map(Class::getName).collect(Collectors.joining(","));
      VirtualMachine self = VirtualMachine.attach(String.valueOf(ProcessHandle.current().pid()));
      self.loadAgent(jar.toString(), names);
      self.detach();
      return SEEN.toString();
    } finally {
      Files.delete(jar);
    }
  }

  /**
   * The same class file with its constants in one order, and without those that nothing refers to:
   * the JVM makes up a class file that it has thrown away, and every transformation adds constants.
   */
  private static byte[] canonical(byte[] classFile) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(classFile).accept(writer, 0);
    return writer.toByteArray();
  }

  /** Called by the JVM. */
  public static void agentmain(String names, Instrumentation instrumentation) {
    List<String> asked = List.of(names.split(",", -1));
    ClassFileTransformer recorder =
        new ClassFileTransformer() {
          @Override
          public byte[] transform(
              ClassLoader loader,
              String name,
              Class<?> redefined,
              ProtectionDomain domain,
              byte[] classFile) {
            if (asked.contains(name.replace('/', '.'))) {
              byte[] known = canonical(classFile);
              CRC32 checksum = new CRC32();
              checksum.update(known);
              SEEN.put(name, known.length + ":" + Long.toHexString(checksum.getValue()));
            }
            return null;
          }
        };
    instrumentation.addTransformer(recorder, true);
    try {
      for (String name : asked) {
        instrumentation.retransformClasses(Class.forName(name));
      }
    } catch (Throwable e) {
      SEEN.put("refused", e.toString());
    } finally {
      instrumentation.removeTransformer(recorder);
    }
  }
}
