package io.lockmeter.engine.naming;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Code and fields of classes, read from their class files: no class is loaded. */
final class ClassFiles {

  private static final Logger LOG = LoggerFactory.getLogger(ClassFiles.class);

  private final ClassBytes bytes = new ClassBytes();

  /** The method that {@code frame} runs, or null if its class file is not to be had. */
  @Nullable MethodCode method(CodeFrame frame) {
    List<MethodCode> found =
        methods(
            frame.loader(),
            frame.internalName(),
            (access, name, desc) -> name.equals(frame.method()) && desc.equals(frame.descriptor()));
    return found.isEmpty() ? null : found.get(0);
  }

  /** The wanted methods that a class declares; none if its class file is not to be had. */
  List<MethodCode> methods(
      @Nullable ClassLoader loader, String internalName, MethodCode.Wanted wanted) {
    byte[] file = bytes.of(loader, internalName);
    if (file == null) {
      return List.of();
    }
    try {
      return MethodCode.read(file, loader, wanted);
    } catch (RuntimeException e) {
      unreadable(internalName, e);
      return List.of();
    }
  }

  @Nullable ClassHeader header(@Nullable ClassLoader loader, String internalName) {
    byte[] file = bytes.of(loader, internalName);
    if (file == null) {
      return null;
    }
    try {
      return ClassHeader.read(file);
    } catch (RuntimeException e) {
      unreadable(internalName, e);
      return null;
    }
  }

  /** The field that code means by {@code owner.name} (JVMS 5.4.3.2), or null if it is not found. */
  ClassHeader.@Nullable Field field(@Nullable ClassLoader loader, String owner, String name) {
    for (ClassHeader at = header(loader, owner);
        at != null;
        at = at.superName() == null ? null : header(loader, at.superName())) {
      ClassHeader.Field field = at.fields().get(name);
      for (int i = 0; field == null && i < at.interfaces().size(); i++) {
        field = field(loader, at.interfaces().get(i), name);
      }
      if (field != null) {
        return field;
      }
    }
    return null;
  }

  private static void unreadable(String internalName, RuntimeException e) {
    LOG.debug("Cannot read class {}: locks used by it are named by place", internalName, e);
  }
}
