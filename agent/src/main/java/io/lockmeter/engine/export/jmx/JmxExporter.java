package io.lockmeter.engine.export.jmx;

import io.lockmeter.bootstrap.AgentThread;
import io.lockmeter.engine.analyze.ProfileSource;
import io.lockmeter.engine.instrument.Coverage;
import java.io.File;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows {@link LockProfilerMXBean} in the platform MBean server, once the application has one.
 *
 * <p>Until then it does nothing but to watch for a class that is loaded with the first MBean
 * server: to ask for the server would make it, and with it the JVM's logging, before the
 * application has said which it wants.
 *
 * <p>This class names no class of {@code java.management}, so that it loads where the module is
 * missing.
 */
public final class JmxExporter implements ClassFileTransformer, AutoCloseable {

  /** Writes a report. */
  @FunctionalInterface
  public interface Dump {
    void to(File file) throws IOException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(JmxExporter.class);
  private static final String SIGN = "javax.management.MBeanServerDelegate";
  private static final String SIGN_INTERNAL = SIGN.replace('.', '/');
  private static final int LOOK_MILLIS = 500;
  private static final int LIMIT_MILLIS = 10_000;

  private final Instrumentation instrumentation;
  private final LockProfilerMXBean bean;
  private final AtomicBoolean seen = new AtomicBoolean();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new AgentThread(this::register, "jmx");
  private volatile @Nullable AutoCloseable registration;

  private JmxExporter(Instrumentation instrumentation, LockProfilerMXBean bean) {
    this.instrumentation = instrumentation;
    this.bean = bean;
  }

  /** Begins to watch. */
  public static JmxExporter start(
      Instrumentation instrumentation,
      ProfileSource source,
      Coverage coverage,
      String version,
      Dump dump) {
    JmxExporter exporter =
        new JmxExporter(instrumentation, new LockProfilerBean(source, coverage, version, dump));
    if (ModuleLayer.boot().findModule("java.management").isPresent()) {
      instrumentation.addTransformer(exporter);
      for (Class<?> type : instrumentation.getAllLoadedClasses()) {
        if (type.getName().equals(SIGN)) {
          exporter.seen();
        }
      }
    }
    return exporter;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (loader == null && SIGN_INTERNAL.equals(name)) {
      seen();
    }
    return null;
  }

  private void seen() {
    if (seen.compareAndSet(false, true)) {
      thread.start();
    }
  }

  private void register() {
    instrumentation.removeTransformer(this);
    try {
      do {
        registration = Registration.of(bean);
      } while (registration == null && !closing.await(LOOK_MILLIS, TimeUnit.MILLISECONDS));
    } catch (Throwable e) {
      LOG.warn("JMX does not show the profiler: {}", e.toString());
    }
  }

  @Override
  public void close() throws Exception {
    closing.countDown();
    instrumentation.removeTransformer(this);
    thread.join(LIMIT_MILLIS);
    AutoCloseable registered = registration;
    if (registered != null) {
      registered.close();
    }
  }
}
