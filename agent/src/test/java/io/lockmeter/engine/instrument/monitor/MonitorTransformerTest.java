package io.lockmeter.engine.instrument.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.engine.config.Config;
import io.lockmeter.engine.config.ConfigParser;
import io.lockmeter.engine.instrument.Coverage;
import io.lockmeter.engine.naming.MonitorSites;
import io.lockmeter.testing.Compiler;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.SimpleRemapper;

/** What the transformer leaves alone, and that nothing gets past it. */
class MonitorTransformerTest {

  private static final String NAME = "org/example/shapes/Blocks";
  private static final Module UNNAMED = new ClassLoader() {}.getUnnamedModule();

  private final Coverage coverage = new Coverage();
  private final MonitorRewriter rewriter = new MonitorRewriter(new MonitorSites(), coverage);
  private ClassLoader loader = ClassLoader.getSystemClassLoader();
  private byte[] classFile = {};

  @BeforeEach
  void compile() throws Exception {
    Map<String, byte[]> classFiles = Shapes.classFiles(Compiler.JAVAC);
    loader = new ClassFileLoader(classFiles, null);
    classFile = Objects.requireNonNull(classFiles.get(NAME));
  }

  private static Config config(String arguments) {
    return Objects.requireNonNull(
        ConfigParser.parse(arguments, new Properties(), Map.of()).config());
  }

  private byte @Nullable [] transform(String arguments, @Nullable ClassLoader by, String name) {
    byte[] renamed = renamed(name);
    return new MonitorTransformer(rewriter, config(arguments), coverage)
        .transform(UNNAMED, by, name, null, null, renamed);
  }

  private byte[] renamed(String name) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(classFile).accept(new ClassRemapper(writer, new SimpleRemapper(NAME, name)), 0);
    return writer.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org/example/shapes/Blocks",
        "io/lockmeter/locks/ProfiledLock",
        "io/lockmeter/sample/Shop",
        "com/acme/Outer$Inner",
        "javax/inject/Provider",
        "sunny/Side",
        "NoPackage"
      })
  void applicationClassIsRewritten(String name) {
    assertThat(transform("", loader, name)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io/lockmeter/engine/Engine",
        "io/lockmeter/bootstrap/LockProbe",
        "io/lockmeter/agent/LockmeterAgent",
        "io/opentelemetry/javaagent/Agent",
        "datadog/trace/Tracer",
        "co/elastic/apm/agent/Agent",
        "org/jacoco/agent/rt/RT",
        "com/newrelic/agent/Agent",
        "net/bytebuddy/ByteBuddy",
        "jdk/internal/reflect/GeneratedMethodAccessor1",
        "com/acme/Foo$MockitoMock$123",
        "com/acme/Foo$ByteBuddy$abc"
      })
  void agentsAndGeneratedClassesAreLeft(String name) {
    assertThat(transform("", loader, name)).isNull();
  }

  @Test
  void classesOfTheJdkAreLeft() {
    assertThat(transform("", null, NAME)).isNull();
    assertThat(transform("", ClassLoader.getPlatformClassLoader(), NAME)).isNull();
    Module jdk = com.sun.source.tree.Tree.class.getModule();
    assertThat(
            new MonitorTransformer(rewriter, config(""), coverage)
                .transform(jdk, loader, NAME, null, null, classFile))
        .isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "include=org.example.,true",
    "include=org.example.shapes.Blocks,true",
    "include=com.acme.,false",
    "exclude=org.example.,false",
    "exclude=com.acme.,true"
  })
  void optionsChoose(String arguments, boolean rewritten) {
    assertThat(transform(arguments, loader, NAME) != null).isEqualTo(rewritten);
  }

  @Test
  void classFileNewerThanAsmIsLeftAndListed() {
    byte[] newer = classFile.clone();
    newer[7] = (byte) 200;
    assertThat(
            new MonitorTransformer(rewriter, config(""), coverage)
                .transform(UNNAMED, loader, NAME, null, null, newer))
        .isNull();
    assertThat(coverage.state().classesSkipped())
        .singleElement()
        .satisfies(
            skipped -> {
              assertThat(skipped.className()).isEqualTo("org.example.shapes.Blocks");
              assertThat(skipped.reason()).contains("200");
            });
  }

  @Test
  void nonsenseIsLeft() {
    byte[] nonsense = classFile.clone();
    for (int i = 10; i < nonsense.length; i += 3) {
      nonsense[i] ^= (byte) (i * 31);
    }
    assertThat(
            new MonitorTransformer(rewriter, config(""), coverage)
                .transform(UNNAMED, loader, NAME, null, null, nonsense))
        .isNull();
    assertThat(coverage.state().classesRewritten()).isZero();
  }
}
