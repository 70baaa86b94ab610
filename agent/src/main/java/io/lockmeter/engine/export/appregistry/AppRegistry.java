package io.lockmeter.engine.export.appregistry;

import io.lockmeter.engine.analyze.ProfileSource;
import java.lang.ref.WeakReference;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One copy of Micrometer that an application has loaded, and the meters in its global registry.
 *
 * <p>Only the application keeps the meters: they hang on its {@code Metrics} class and go with its
 * loader. Nothing that goes wrong with them reaches anybody else; it is a line in the log, and the
 * meters are taken out. Not thread-safe.
 */
final class AppRegistry {

  private static final Logger LOG = LoggerFactory.getLogger(AppRegistry.class);

  private static final ClassValue<Anchor> ANCHORS =
      new ClassValue<>() {
        @Override
        protected Anchor computeValue(Class<?> metrics) {
          return new Anchor();
        }
      };

  private final WeakReference<Class<?>> metrics;
  private final String name;
  private boolean shown;

  private AppRegistry(Class<?> metrics) {
    this.metrics = new WeakReference<>(metrics);
    String version = metrics.getPackage().getImplementationVersion();
    this.name =
        "the application's Micrometer"
            + (version == null ? "" : " " + version)
            + (metrics.getClassLoader() == ClassLoader.getSystemClassLoader()
                ? ""
                : " in a " + metrics.getClassLoader().getClass().getName());
  }

  /**
   * Prepares the meters for the Micrometer that {@code metrics} is a class of.
   *
   * @return null, after one line in the log, if they do not fit it
   */
  static @Nullable AppRegistry of(
      Class<?> metrics, ProfileSource source, int maxLocks, String version, String monitors) {
    AppRegistry registry = new AppRegistry(metrics);
    try {
      ANCHORS.get(metrics).meters =
          AppMeterLoader.meters(metrics.getClassLoader(), source, maxLocks, version, monitors);
      return registry;
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      ANCHORS.remove(metrics);
      registry.warnThatItDoesNotFit(e);
      return null;
    }
  }

  /**
   * Shows the state of this moment.
   *
   * @return false if this registry is of no more use
   */
  boolean refresh() {
    AppMeters meters = meters();
    if (meters == null) {
      return false;
    }
    try {
      if (meters.refresh() && !shown) {
        shown = true;
        LOG.info("metrics: the meters are in Metrics.globalRegistry of {}", name);
      }
      Set<String> refused = meters.refused();
      if (!refused.isEmpty()) {
        LOG.warn(
            "metrics: a MeterFilter in {} denies or renames {}; the rest is there", name, refused);
      }
      return true;
    } catch (LinkageError e) {
      close();
      warnThatItDoesNotFit(e);
    } catch (RuntimeException e) {
      close();
      LOG.warn(
          "metrics: {} rejects the lock meters ({}); none of them is left there. With metrics=agent"
              + " and http.port=... they are on the agent's own /metrics",
          name,
          e.toString());
    }
    return false;
  }

  /** Takes the meters out again. */
  void close() {
    AppMeters meters = meters();
    if (meters == null) {
      return;
    }
    try {
      meters.close();
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("metrics: {} did not give back all lock meters ({})", name, e.toString());
    }
    Class<?> type = metrics.get();
    if (type != null) {
      ANCHORS.remove(type);
    }
  }

  private @Nullable AppMeters meters() {
    Class<?> type = metrics.get();
    return type == null ? null : ANCHORS.get(type).meters;
  }

  private void warnThatItDoesNotFit(Throwable reason) {
    LOG.warn(
        "metrics: no lock meters in {}, as it lacks what they need ({}); Micrometer 1.5 or later has"
            + " it. With metrics=agent and http.port=... they are on the agent's own /metrics",
        name,
        reason.toString());
  }

  /** Holds the meters of one application for as long as its {@code Metrics} class lives. */
  private static final class Anchor {

    private @Nullable AppMeters meters;
  }
}
