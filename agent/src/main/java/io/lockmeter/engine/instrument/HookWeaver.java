package io.lockmeter.engine.instrument;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/** Puts hooks into the methods of one class. Immutable once it is in use. */
final class HookWeaver implements Weaver {

  private record Row(MethodMatch match, Hook hook) {}

  private final List<Row> rows = new ArrayList<>();

  /** Adds a hook. Of several in one method, the first is entered first and left last. */
  HookWeaver add(Hook hook, MethodMatch... matches) {
    for (MethodMatch match : matches) {
      rows.add(new Row(match, hook));
    }
    return this;
  }

  @Override
  public byte[] weave(String className, byte[] classFile, List<String> missing) {
    ClassReader reader = new ClassReader(classFile);
    // With the reader, whatever has no hook is copied as it is.
    ClassWriter writer = new ClassWriter(reader, 0);
    boolean[] matched = new boolean[rows.size()];
    reader.accept(new Visitor(writer, reader.getClassName(), matched), ClassReader.EXPAND_FRAMES);
    for (int i = 0; i < matched.length; i++) {
      if (!matched[i]) {
        missing.add(rows.get(i).match().toString());
      }
    }
    return writer.toByteArray();
  }

  private final class Visitor extends ClassVisitor {

    private final String owner;
    private final boolean[] matched;
    private final Map<String, String> fields = new HashMap<>();

    Visitor(ClassVisitor next, String owner, boolean[] matched) {
      super(Opcodes.ASM9, next);
      this.owner = owner;
      this.matched = matched;
    }

    // Comes before all methods.
    @Override
    public FieldVisitor visitField(
        int access, String name, String descriptor, String signature, Object value) {
      fields.put(name, descriptor);
      return super.visitField(access, name, descriptor, signature, value);
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      List<Hook> hooks = new ArrayList<>();
      for (int i = 0; i < matched.length; i++) {
        Row row = rows.get(i);
        if (row.match().matches(access, name, descriptor)) {
          hooks.add(row.hook());
          matched[i] = true;
        }
      }
      return hooks.isEmpty()
          ? next
          : new HookedMethod(next, hooks, access, name, descriptor, signature, exceptions);
    }

    private final class HookedMethod extends MethodNode {

      private final MethodVisitor next;
      private final List<Hook> hooks;

      HookedMethod(
          MethodVisitor next,
          List<Hook> hooks,
          int access,
          String name,
          String descriptor,
          @Nullable String signature,
          String @Nullable [] exceptions) {
        super(Opcodes.ASM9, access, name, descriptor, signature, exceptions);
        this.next = next;
        this.hooks = hooks;
      }

      @Override
      public void visitEnd() {
        for (int i = hooks.size() - 1; i >= 0; i--) {
          new HookInsertion(hooks.get(i), this, owner, fields).insert();
        }
        accept(next);
      }
    }
  }
}
