package io.lockmeter.engine.naming;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.bootstrap.LockKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left of a name where the code cannot be read, and names of monitors by their entry. */
class LockNamerFallbackTest {

  private static final String SITE = "com.acme.walks.Probing.call:\\d+";

  private final LockNamer namer = new LockNamer();

  @Test
  void namesByTheClassFileOfTheLoaderThatDefinedTheClass() throws Exception {
    assertThat(name(stack(file -> file))).isEqualTo("com.acme.walks.Probing.sync");
  }

  @Test
  void namesByPlaceWhereTheLoaderGivesNoClassFile() throws Exception {
    assertThat(name(stack(file -> null))).matches("Probing\\$Sync at " + SITE);
  }

  @Test
  void namesByPlaceWhereTheClassFileIsNewerThanTheReader() throws Exception {
    UnaryOperator<byte[]> newer =
        file -> {
          byte[] copy = file.clone();
          copy[7] = 99;
          return copy;
        };

    assertThat(name(stack(newer))).matches("Probing\\$Sync at " + SITE);
  }

  @Test
  void namesByPlaceWhereTheClassFileIsCutOff() throws Exception {
    UnaryOperator<byte[]> half = file -> java.util.Arrays.copyOf(file, file.length / 2);

    assertThat(name(stack(half))).matches("Probing\\$Sync at " + SITE);
  }

  @Test
  void namesByPlaceWhereTheLoaderThrows() throws Exception {
    UnaryOperator<byte[]> broken =
        file -> {
          throw new IllegalStateException("closed");
        };

    assertThat(entered(new Origin.Field("com.acme.Contends", "inherited", false), stack(broken)))
        .isEqualTo("com.acme.Contends.inherited");
    assertThat(name(stack(broken))).matches("Probing\\$Sync at " + SITE);
  }

  @Test
  void namesByPlaceWhereTwoLocksShareALineAndTheCodeWasMoved() {
    List<List<StackFrame>> both = new com.acme.walks.Probing().both();

    assertThat(both.stream().map(this::name))
        .containsExactly("com.acme.walks.Probing.first", "com.acme.walks.Probing.second");
    for (List<StackFrame> stack : both) {
      List<StackFrame> moved = stack.stream().<StackFrame>map(MovedFrame::new).toList();
      assertThat(name(moved)).matches("Probing\\$Sync at com.acme.walks.Probing\\S+:\\d+");
    }
  }

  @Test
  void believesTheLineWhereTheIndexIsThatOfAnotherCall() {
    List<List<StackFrame>> both = new com.acme.walks.Probing().oneByOne();
    List<StackFrame> moved = new ArrayList<>();
    for (int i = 0; i < both.get(0).size(); i++) {
      moved.add(new MovedFrame(both.get(0).get(i), both.get(1).get(i).getByteCodeIndex()));
    }

    assertThat(name(moved)).isEqualTo("com.acme.walks.Probing.first");
  }

  @Test
  void namesWithoutAnyFrame() {
    assertThat(namer.name(List.of(), LockKind.REENTRANT, ReentrantLock.class))
        .isEqualTo(new LockNamer.Named("ReentrantLock at unknown", "unknown"));
  }

  @ParameterizedTest
  @CsvSource({"1,ReentrantLock", "2,ReentrantReadWriteLock", "3,ReentrantReadWriteLock"})
  void callsTheSynchronizersOfTheJdkByTheirLock(int kind, String expected) throws Exception {
    Class<?> sync = Class.forName("java.util.concurrent.locks." + expected + "$NonfairSync");

    assertThat(AbstractOwnableSynchronizer.class).isAssignableFrom(sync);
    assertThat(namer.name(List.of(), kind, sync).lock()).isEqualTo(expected + " at unknown");
  }

  @Test
  void callsLocksByTheirSimpleClass() {
    assertThat(namer.name(List.of(), LockKind.STAMPED_READ, StampedLock.class).lock())
        .isEqualTo("StampedLock at unknown");
    assertThat(namer.name(List.of(), LockKind.READ, ReentrantReadWriteLock.class).lock())
        .isEqualTo("ReentrantReadWriteLock at unknown");
    assertThat(namer.name(List.of(), LockKind.MONITOR, java.util.Map.Entry.class).lock())
        .isEqualTo("Entry at unknown");
  }

  @Test
  void namesMonitorsByTheirEntry() throws Exception {
    List<StackFrame> stack = stack(file -> file);

    assertThat(entered(new Origin.Field("com.acme.walks.Probing", "sync", true), stack))
        .isEqualTo("com.acme.walks.Probing.sync[]");
    assertThat(entered(new Origin.Field("com.acme.Contends", "inherited", false), stack))
        .isEqualTo("com.acme.Base.inherited");
    assertThat(entered(new Origin.This("com.acme.walks.Probing"), stack))
        .isEqualTo("com.acme.walks.Probing");
    assertThat(entered(new Origin.ClassLiteral("com.acme.walks.Probing"), List.of()))
        .isEqualTo("com.acme.walks.Probing.class");
    assertThat(entered(new Origin.Returned("com.acme.Locks", "forKey"), stack))
        .isEqualTo("com.acme.Locks.forKey()");
    assertThat(entered(new Origin.Unknown(), List.of()))
        .isEqualTo("String at com.acme.walks.Probing.call:1");
  }

  private String entered(Origin origin, List<StackFrame> stack) {
    // From the application's frame on, as a walk from a rewritten monitor gives it.
    List<StackFrame> frames =
        stack.stream().dropWhile(f -> !f.getClassName().startsWith("com.acme.")).toList();
    MonitorSite entry = new MonitorSite("com.acme.walks.Probing", "call", 1, origin);
    return namer.name(entry, frames, String.class).lock();
  }

  private String name(List<StackFrame> stack) {
    return namer.name(stack, LockKind.OTHER, com.acme.walks.Probing.syncClass()).lock();
  }

  /** Runs the fixture in a loader that shows its class files as {@code shown} makes them. */
  private static List<StackFrame> stack(UnaryOperator<byte[]> shown) throws Exception {
    ClassLoader loader =
        new ClassLoader(LockNamerFallbackTest.class.getClassLoader()) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
              Class<?> loaded = findLoadedClass(name);
              if (loaded != null || !name.startsWith("com.acme.walks.Probing")) {
                return loaded != null ? loaded : super.loadClass(name, resolve);
              }
              byte[] bytes = file(name.replace('.', '/') + ".class");
              return defineClass(name, bytes, 0, bytes.length);
            }
          }

          @Override
          public InputStream getResourceAsStream(String name) {
            byte[] bytes = shown.apply(file(name));
            return bytes == null ? null : new ByteArrayInputStream(bytes);
          }
        };
    Class<?> type = loader.loadClass("com.acme.walks.Probing");
    @SuppressWarnings("unchecked")
    Callable<List<StackFrame>> fixture =
        (Callable<List<StackFrame>>) type.getConstructor().newInstance();
    return fixture.call();
  }

  private static byte[] file(String resource) {
    try (InputStream in =
        LockNamerFallbackTest.class.getClassLoader().getResourceAsStream(resource)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
