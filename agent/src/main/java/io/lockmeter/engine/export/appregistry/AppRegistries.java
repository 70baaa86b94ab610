package io.lockmeter.engine.export.appregistry;

import io.lockmeter.bootstrap.AgentThread;
import io.lockmeter.engine.analyze.ProfileSource;
import io.lockmeter.engine.logging.Failure;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the lock meters in the global registry of each Micrometer that is loaded into this JVM, now
 * or later, for as long as the application has it.
 *
 * <p>A thread of the agent does all of it, every two seconds: it looks for new registries,
 * registers meters of new locks, and takes the snapshot that all meters show. Threads of the
 * application only read numbers. A registry is left alone until the application has added one of
 * its own to it, so that filters that are set before see the meters.
 */
public final class AppRegistries implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AppRegistries.class);
  private static final int PERIOD_SECONDS = 2;
  private static final int CLOSE_SECONDS = 5;

  private final Instrumentation instrumentation;
  private final ProfileSource source;
  private final int maxLocks;
  private final String version;
  private final String monitors;
  private final MicrometerFinder finder;
  private final List<AppRegistry> registries = new ArrayList<>();
  private final Failure failure =
      new Failure(LOG, "metrics: the application's registries could not be updated");
  private final CountDownLatch stop = new CountDownLatch(1);
  private final AgentThread thread = new AgentThread(this::run, "app-registry");

  private AppRegistries(
      Instrumentation instrumentation,
      ProfileSource source,
      int maxLocks,
      String version,
      String monitors) {
    this.instrumentation = instrumentation;
    this.source = source;
    this.maxLocks = maxLocks;
    this.version = version;
    this.monitors = monitors;
    this.finder = new MicrometerFinder(instrumentation);
  }

  /**
   * Starts to look for registries.
   *
   * @param maxLocks lock names with series of their own
   * @param monitors how monitors are timed
   */
  public static AppRegistries start(
      Instrumentation instrumentation,
      ProfileSource source,
      int maxLocks,
      String version,
      String monitors) {
    AppRegistries started = new AppRegistries(instrumentation, source, maxLocks, version, monitors);
    instrumentation.addTransformer(started.finder);
    started.thread.start();
    return started;
  }

  private void run() {
    try {
      while (!stop.await(PERIOD_SECONDS, TimeUnit.SECONDS)) {
        try {
          update();
        } catch (Throwable e) {
          failure.note(e);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("metrics: somebody interrupted the thread", e);
    } finally {
      registries.forEach(AppRegistry::close);
    }
  }

  private void update() {
    for (Class<?> metrics : finder.found()) {
      AppRegistry registry = AppRegistry.of(metrics, source, maxLocks, version, monitors);
      if (registry != null) {
        registries.add(registry);
      }
    }
    registries.removeIf(registry -> !registry.refresh());
  }

  /** Takes all meters out again; returns once they are, or after five seconds. */
  @Override
  public void close() {
    instrumentation.removeTransformer(finder);
    stop.countDown();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      LOG.warn("metrics: an application's registry has not given back the lock meters so far");
    }
  }
}
