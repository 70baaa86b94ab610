package io.lockmeter.engine.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.lang.StackWalker.StackFrame;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

class SiteTableTest {

  private static final int MAX = 20_000;

  /** The class of the frames, which is loaded once more and dropped. */
  private static final class Dropped {}

  private record Frame(Class<?> getDeclaringClass, int getByteCodeIndex) implements StackFrame {

    @Override
    public String getClassName() {
      return getDeclaringClass.getName();
    }

    @Override
    public String getMethodName() {
      return "run";
    }

    @Override
    public String getFileName() {
      return "Dropped.java";
    }

    @Override
    public int getLineNumber() {
      return getByteCodeIndex;
    }

    @Override
    public boolean isNativeMethod() {
      return false;
    }

    @Override
    public StackTraceElement toStackTraceElement() {
      throw new UnsupportedOperationException();
    }
  }

  private static final class Loader extends ClassLoader {

    Class<?> load() {
      String name = Dropped.class.getName();
      try (InputStream in = Dropped.class.getResourceAsStream("SiteTableTest$Dropped.class")) {
        byte[] file = in.readAllBytes();
        return defineClass(name, file, 0, file.length);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static WeakReference<Class<?>> fill(SiteTable table) {
    Class<?> dropped = new Loader().load();
    for (int i = 0; i < MAX; i++) {
      assertThat(table.of(new Frame(dropped, i))).isNotSameAs(table.overflow);
    }
    return new WeakReference<>(dropped);
  }

  @Test
  void settle_classesAreUnloaded_theirSitesMakeRoomAgain() {
    SiteTable table = new SiteTable();
    WeakReference<Class<?>> dropped = fill(table);
    Frame other = new Frame(SiteTableTest.class, 1);
    assertThat(table.of(other)).isSameAs(table.overflow);

    await()
        .until(
            () -> {
              table.settle();
              System.gc();
              return dropped.refersTo(null);
            });
    table.settle();

    Site found = table.of(other);
    assertThat(found).isNotSameAs(table.overflow);
    table.settle();
    assertThat(table.of(other)).isSameAs(found);
  }
}
