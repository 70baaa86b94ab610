package io.lockmeter.engine.instrument.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.engine.instrument.Coverage;
import io.lockmeter.engine.naming.MonitorSite;
import io.lockmeter.engine.naming.MonitorSites;
import io.lockmeter.engine.naming.Origin;
import io.lockmeter.testing.Compiler;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A loaded class keeps the modifiers of its methods, whoever transforms it again. */
class RetransformedClassTest {

  private static final String NAME = "org/example/shapes/Methods";

  private final MonitorSites sites = new MonitorSites();
  private final Coverage coverage = new Coverage();
  private final MonitorRewriter rewriter =
      new MonitorRewriter(sites, coverage, RecordingProbe.NAME);
  private byte[] original;
  private ClassFileLoader loader;

  @BeforeEach
  void compile() throws Exception {
    original = Shapes.classFiles(Compiler.JAVAC).get(NAME);
    loader = new ClassFileLoader(Shapes.classFiles(Compiler.JAVAC), null);
  }

  private static Set<String> synchronizedMethods(byte[] classFile) {
    Set<String> found = new TreeSet<>();
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String desc, String signature, String[] exceptions) {
                if ((access & Opcodes.ACC_SYNCHRONIZED) != 0) {
                  found.add(name + desc);
                }
                return null;
              }
            },
            0);
    return found;
  }

  @Test
  void classRewrittenAtLoadIsRewrittenAgainWithTheSameSites() throws Exception {
    byte[] first = rewriter.rewrite(loader, NAME, null, original);
    byte[] second = rewriter.rewrite(loader, NAME, loader.loadClass(nameOf()), original);
    assertThat(synchronizedMethods(original)).hasSizeGreaterThan(20);
    assertThat(synchronizedMethods(first)).containsExactly("withOwnBlock()I");
    assertThat(Arrays.equals(second, first)).isTrue();
    assertThat(coverage.state().classesRewritten()).isEqualTo(1);
    assertThat(coverage.state().classesSkipped()).hasSize(1);
  }

  @Test
  void classLoadedBeforeKeepsItsSynchronizedMethods() throws Exception {
    byte[] second = rewriter.rewrite(loader, NAME, loader.loadClass(nameOf()), original);
    assertThat(synchronizedMethods(second)).isEqualTo(synchronizedMethods(original));
    assertThat(rewriter.methods().contains(nameOf(), "ofVoid", "()V")).isFalse();
  }

  @Test
  void otherLoaderIsAnotherClass() throws Exception {
    rewriter.rewrite(loader, NAME, null, original);
    ClassFileLoader other = new ClassFileLoader(Shapes.classFiles(Compiler.JAVAC), null);
    byte[] second = rewriter.rewrite(other, NAME, other.loadClass(nameOf()), original);
    assertThat(synchronizedMethods(second)).isEqualTo(synchronizedMethods(original));
  }

  /** What another agent does to a method must not bring its modifier back. */
  @Test
  void methodThatCannotBeHookedAgainStillLosesItsModifier() throws Exception {
    rewriter.rewrite(loader, NAME, null, original);
    for (int line = 0; sites.add(new MonitorSite("x", "y", line, new Origin.Unknown())) >= 0; ) {
      line++;
    }
    byte[] second =
        rewriter.rewrite(loader, NAME, loader.loadClass(nameOf()), withMoreLines(original));
    assertThat(synchronizedMethods(second)).containsExactly("withOwnBlock()I");
    assertThat(
            new ClassLoader(getClass().getClassLoader()) {
              Class<?> define() {
                return defineClass(nameOf(), second, 0, second.length);
              }
            }.define().getDeclaredMethods())
        .isNotEmpty();
  }

  /** Moves every line by one, so that no site is the one it was. */
  private static byte[] withMoreLines(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(0);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String desc, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, desc, signature, exceptions);
            return new MethodVisitor(Opcodes.ASM9, next) {
              @Override
              public void visitLineNumber(int line, Label start) {
                super.visitLineNumber(line + 1, start);
              }
            };
          }
        },
        0);
    return writer.toByteArray();
  }

  private static String nameOf() {
    return NAME.replace('/', '.');
  }
}
