package io.lockmeter.safety.agents;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Changes the classes that the profiler changes as well, throws from {@code transform}, transforms
 * all classes again and defines some anew. Its main program waits for locks in between.
 */
public final class HostileAgent {

  static final String[] ANSWERS = {
    "answer 15",
    "batches refused 0",
    "answer 15",
    "redefined KnownWaits done",
    "redefined KnownWaits done",
    "redefined Ledger done",
    "redefined Ledger done",
    "answer 15",
    "changed true thrown true"
  };

  private static final String PROGRAM = "io/lockmeter/safety/agents/KnownWaits";
  private static final String LOCKS = "java/util/concurrent/";

  private static final AtomicInteger CHANGED = new AtomicInteger();
  private static final AtomicInteger THROWN = new AtomicInteger();
  private static final Map<String, byte[]> LAST_FORM = new ConcurrentHashMap<>();
  private static @Nullable Instrumentation instrumentation;

  private HostileAgent() {}

  /** Started on the command line, or late. */
  public static void premain(String arguments, Instrumentation given) throws Exception {
    instrumentation = given;
    // An agent that is started after this one finds it loaded.
    Class.forName(PROGRAM.replace('/', '.'), false, HostileAgent.class.getClassLoader());
    given.addTransformer(new Changing(), true);
    given.addTransformer(new Throwing(), true);
    given.addTransformer(new Throwing(), false);
  }

  public static void agentmain(String arguments, Instrumentation given) throws Exception {
    premain(arguments, given);
  }

  public static void main(String[] arguments) throws Exception {
    KnownWaits.run();
    transformAllAgain();
    KnownWaits.run();
    for (Class<?> type :
        List.of(KnownWaits.class, Class.forName(KnownWaits.class.getName() + "$Ledger"))) {
      String file = type.getName().replace('.', '/');
      byte[] last = LAST_FORM.get(file);
      redefine(type, classFile(file));
      redefine(type, last == null ? new byte[0] : last);
    }
    KnownWaits.run();
    System.out.println("changed " + (CHANGED.get() > 0) + " thrown " + (THROWN.get() > 0));
  }

  private static void transformAllAgain() {
    int refused = 0;
    List<Class<?>> all = new ArrayList<>();
    for (Class<?> type : given().getAllLoadedClasses()) {
      if (given().isModifiableClass(type) && !type.isHidden()) {
        all.add(type);
      }
    }
    for (int from = 0; from < all.size(); from += 200) {
      List<Class<?>> batch = all.subList(from, Math.min(from + 200, all.size()));
      try {
        given().retransformClasses(batch.toArray(new Class<?>[0]));
      } catch (Exception | LinkageError e) {
        System.out.println("refused " + e);
        refused++;
      }
    }
    System.out.println("batches refused " + refused);
  }

  private static byte[] classFile(String name) throws IOException {
    try (InputStream in = HostileAgent.class.getResourceAsStream("/" + name + ".class")) {
      return in == null ? new byte[0] : in.readAllBytes();
    }
  }

  private static void redefine(Class<?> type, byte[] classFile) {
    String outcome = "done";
    try {
      given().redefineClasses(new ClassDefinition(type, classFile));
    } catch (Exception | LinkageError e) {
      outcome = e.toString();
    }
    System.out.println("redefined " + type.getSimpleName() + " " + outcome);
  }

  private static Instrumentation given() {
    Instrumentation given = instrumentation;
    if (given == null) {
      throw new IllegalStateException("the agent was not started");
    }
    return given;
  }

  /** Puts an instruction at the start of each method. */
  private static final class Changing implements ClassFileTransformer {

    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        @Nullable String name,
        @Nullable Class<?> redefined,
        @Nullable ProtectionDomain domain,
        byte[] classFile) {
      if (name == null || !name.startsWith(PROGRAM) && !name.startsWith(LOCKS)) {
        return null;
      }
      ClassReader reader = new ClassReader(classFile);
      ClassWriter writer = new ClassWriter(reader, 0);
      reader.accept(
          new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public MethodVisitor visitMethod(
                int access,
                String method,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
              return new MethodVisitor(
                  Opcodes.ASM9,
                  super.visitMethod(access, method, descriptor, signature, exceptions)) {
                @Override
                public void visitCode() {
                  super.visitCode();
                  super.visitInsn(Opcodes.NOP);
                }
              };
            }
          },
          0);
      byte[] changed = writer.toByteArray();
      CHANGED.incrementAndGet();
      LAST_FORM.put(name, changed);
      return changed;
    }
  }

  /** Fails at every class. */
  private static final class Throwing implements ClassFileTransformer {

    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        @Nullable String name,
        @Nullable Class<?> redefined,
        @Nullable ProtectionDomain domain,
        byte[] classFile) {
      if (name != null && (name.startsWith(PROGRAM) || name.startsWith(LOCKS))) {
        THROWN.incrementAndGet();
        throw new IllegalStateException(name);
      }
      return null;
    }
  }
}
