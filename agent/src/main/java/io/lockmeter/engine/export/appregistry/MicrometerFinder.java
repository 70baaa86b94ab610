package io.lockmeter.engine.export.appregistry;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * Finds each {@code Metrics} class of Micrometer once it is initialized, and never causes that
 * itself. On the threads of the application it only notes which loader loads one.
 *
 * <p>Keeps no loader alive. {@link #found} is for one thread.
 */
final class MicrometerFinder implements ClassFileTransformer {

  private static final String METRICS = "io.micrometer.core.instrument.Metrics";
  private static final String METRICS_FILE = METRICS.replace('.', '/');

  /** Looks at a loader before what it began to load is taken to have failed. */
  private static final int LOOKS = 30;

  private static final ClassLoader OWN = MicrometerFinder.class.getClassLoader();

  private final Instrumentation instrumentation;
  private final Queue<WeakReference<ClassLoader>> noted = new ConcurrentLinkedQueue<>();
  private final List<Loading> loading = new ArrayList<>();
  private final List<WeakReference<Class<?>>> loaded = new ArrayList<>();
  private boolean lookedAround;

  MicrometerFinder(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (METRICS_FILE.equals(name) && loader != null && loader != OWN && redefined == null) {
      noted.add(new WeakReference<>(loader));
    }
    return null;
  }

  /** The classes that were found since the last call. */
  List<Class<?>> found() {
    if (!lookedAround) {
      lookedAround = true;
      for (Class<?> type : instrumentation.getAllLoadedClasses()) {
        ClassLoader loader = type.getClassLoader();
        if (loader != null && loader != OWN && type.getName().equals(METRICS)) {
          loaded.add(new WeakReference<>(type));
        }
      }
    }
    for (WeakReference<ClassLoader> next = noted.poll(); next != null; next = noted.poll()) {
      loading.add(new Loading(next));
    }
    loading.removeIf(this::look);
    List<Class<?>> found = new ArrayList<>();
    loaded.removeIf(reference -> initialized(reference.get(), found));
    return found;
  }

  /** Whether there is no need to look again. */
  private boolean look(Loading each) {
    ClassLoader loader = each.loader.get();
    if (loader == null) {
      return true;
    }
    for (Class<?> type : instrumentation.getInitiatedClasses(loader)) {
      if (type.getClassLoader() == loader && type.getName().equals(METRICS)) {
        if (loaded.stream().noneMatch(known -> known.refersTo(type))) {
          loaded.add(new WeakReference<>(type));
        }
        return true;
      }
    }
    return ++each.looks == LOOKS;
  }

  private static boolean initialized(@Nullable Class<?> type, List<Class<?>> found) {
    if (type == null) {
      return true;
    }
    if (Unsafe.getUnsafe().shouldBeInitialized(type)) {
      return false;
    }
    found.add(type);
    return true;
  }

  private static final class Loading {

    private final WeakReference<ClassLoader> loader;
    private int looks;

    Loading(WeakReference<ClassLoader> loader) {
      this.loader = loader;
    }
  }
}
