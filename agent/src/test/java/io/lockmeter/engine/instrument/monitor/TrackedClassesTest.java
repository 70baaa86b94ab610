package io.lockmeter.engine.instrument.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lockmeter.engine.config.Config;
import io.lockmeter.engine.config.ConfigParser;
import io.lockmeter.engine.instrument.Coverage;
import io.lockmeter.engine.naming.MonitorSites;
import io.lockmeter.testing.Compiler;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Hashtable;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrackedClassesTest {

  private final Coverage coverage = new Coverage();
  private final MonitorRewriter rewriter =
      new MonitorRewriter(new MonitorSites(), coverage, RecordingProbe.NAME);
  private ClassFileLoader loader = new ClassFileLoader(Map.of(), null);

  @BeforeEach
  void compile() throws Exception {
    loader = new ClassFileLoader(Shapes.classFiles(Compiler.JAVAC), rewriter);
  }

  private TrackedClasses classes(String options) {
    Config config =
        Objects.requireNonNull(ConfigParser.parse(options, new Properties(), Map.of()).config());
    return new TrackedClasses(rewriter, config);
  }

  private TrackedClasses started(String options, Class<?> known) {
    TrackedClasses classes = classes(options);
    classes.start();
    await().atMost(Duration.ofMinutes(4)).until(() -> classes.test(known));
    return classes;
  }

  private Class<?> shape(String name) throws ClassNotFoundException {
    return loader.loadClass(Shapes.PACKAGE + name);
  }

  @Test
  void classesOfTheProgramAreTracked_andPlainObjects_onceMarksWereCompared() throws Exception {
    assertThat(classes("").test(Object.class)).isFalse();
    TrackedClasses classes = started("", Object.class);
    assertThat(classes.test(shape("Blocks$Inner"))).isTrue();
    assertThat(classes.test(int[].class)).isTrue();
    assertThat(classes.test(Class.class)).isTrue();
  }

  @Test
  void classesOfTheJdkAreNot_norWhatExtendsThem() throws Exception {
    TrackedClasses classes = started("", Object.class);
    assertThat(classes.test(Hashtable.class)).isFalse();
    assertThat(classes.test(shape("Methods$OfTheJdk"))).isFalse();
  }

  @Test
  void classWithAMethodThatStaysSynchronizedIsNot() throws Exception {
    TrackedClasses classes = started("", Object.class);
    assertThat(classes.test(shape("Methods$Kept"))).isFalse();
    assertThat(classes.test(shape("Methods$TextBox"))).as("inherits a native one").isFalse();
    assertThat(classes.test(Class.class)).isTrue();
  }

  @Test
  void noneIs_whereABlockIsLeft() throws Exception {
    TrackedClasses classes = started("", Object.class);
    shape("Blocks");
    assertThat(coverage.state().skippedCount()).isPositive();
    assertThat(classes.test(Object.class)).isFalse();
    assertThat(classes.test(shape("Blocks$Inner"))).isFalse();
  }

  @Test
  void plainObjectsAreNot_whereOptionsLeaveCodeOut() throws Exception {
    Class<?> plain = shape("Blocks$Inner");
    TrackedClasses classes = started("include=" + Shapes.PACKAGE, plain);
    assertThat(classes.test(Object.class)).isFalse();
    assertThat(classes.test(int[].class)).isFalse();
    assertThat(classes.test(Class.class)).isFalse();
  }

  private static final class WithOneOfInstances {
    synchronized void take() {}
  }

  private static final class WithOneOfTheClass {
    static synchronized void take() {}
  }

  @Test
  void classObjectsAre_untilASynchronizedStaticMethodIsLeft() throws Exception {
    TrackedClasses classes = started("", Object.class);
    leave(WithOneOfInstances.class);
    assertThat(classes.test(Class.class)).isTrue();
    leave(WithOneOfTheClass.class);
    assertThat(started("", Object.class).test(Class.class)).isFalse();
  }

  private void leave(Class<?> type) throws IOException {
    String file = type.getName().replace('.', '/') + ".class";
    try (InputStream in = TrackedClassesTest.class.getResourceAsStream("/" + file)) {
      rewriter.left().methods(type, MonitorUse.of(Objects.requireNonNull(in, file).readAllBytes()));
    }
  }
}
