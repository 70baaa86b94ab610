package io.lockmeter.engine.instrument.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.engine.instrument.Coverage;
import io.lockmeter.engine.naming.MonitorSites;
import java.io.InputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No class that can be serialized gets another serial version. */
class SerialVersionsTest {

  private static final String OUTER = Serialized.class.getName();

  private final Map<String, byte[]> classFiles = new HashMap<>();
  private final MonitorRewriter rewriter =
      new MonitorRewriter(new MonitorSites(), new Coverage(), RecordingProbe.NAME);

  @BeforeEach
  void readClassFiles() throws Exception {
    for (Class<?> type : Serialized.class.getDeclaredClasses()) {
      add(type.getName());
    }
    add(OUTER + "$Color$1");
  }

  private void add(String className) throws Exception {
    String name = className.replace('.', '/');
    try (InputStream in = getClass().getClassLoader().getResourceAsStream(name + ".class")) {
      classFiles.put(name, in.readAllBytes());
    }
  }

  private Class<?> rewritten(String name) throws ClassNotFoundException {
    return new ClassFileLoader(classFiles, rewriter).loadClass(OUTER + "$" + name);
  }

  private static boolean hasSynchronizedMethod(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .anyMatch(method -> Modifier.isSynchronized(method.getModifiers()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Direct", "Inherited", "ByInterface", "Failure", "External", "Boxed", "Flagged"})
  void classWithComputedVersionKeepsItsMethods(String name) throws Exception {
    Class<?> type = rewritten(name);
    assertThat(hasSynchronizedMethod(type)).isTrue();
    assertSameVersion(type, name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Hidden", "Declared", "OfShort", "Color", "Color$1", "Pair"})
  void classWhoseVersionDoesNotCountThemIsRewritten(String name) throws Exception {
    Class<?> type = rewritten(name);
    assertThat(hasSynchronizedMethod(type)).isFalse();
    assertSameVersion(type, name);
  }

  private static void assertSameVersion(Class<?> type, String name) throws Exception {
    Class<?> original = Class.forName(OUTER + "$" + name);
    assertThat(ObjectStreamClass.lookup(type).getSerialVersionUID())
        .isEqualTo(ObjectStreamClass.lookup(original).getSerialVersionUID());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Plain", "Below"})
  void classThatIsNotSerializableIsRewritten(String name) throws Exception {
    assertThat(hasSynchronizedMethod(rewritten(name))).isFalse();
  }

  @Test
  void superclassThatCannotBeReadCountsAsSerializable() {
    ClassLoader blind =
        new ClassLoader(null) {
          @Override
          public InputStream getResourceAsStream(String name) {
            return null;
          }
        };
    byte[] below = classFiles.get((OUTER + "$Below").replace('.', '/'));
    assertThat(rewriter.rewrite(blind, (OUTER + "$Below").replace('.', '/'), null, below)).isNull();
  }
}
