package io.lockmeter.engine.instrument.monitor;

import io.lockmeter.engine.config.Config;
import io.lockmeter.engine.instrument.Coverage;
import io.lockmeter.engine.instrument.Retransformation;
import io.lockmeter.engine.naming.MonitorSites;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hooks in monitors of the application, from the first to the last. */
public final class MonitorHooks implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MonitorHooks.class);

  /** How often, and how far apart, to look for classes that were being loaded meanwhile. */
  private static final int LOOKS = 3;

  private static final long LOOK_MILLIS = 50;

  private final Instrumentation instrumentation;
  private final Config config;
  private final Coverage coverage;
  private final MonitorRewriter rewriter;
  private final MonitorTransformer transformer;
  private @Nullable LoadedClasses loaded;
  private int kept;

  private MonitorHooks(
      Instrumentation instrumentation, Config config, Coverage coverage, MonitorRewriter rewriter) {
    this.instrumentation = instrumentation;
    this.config = config;
    this.coverage = coverage;
    this.rewriter = rewriter;
    this.transformer = new MonitorTransformer(rewriter, config, coverage);
  }

  /**
   * Rewrites classes from now on while they load.
   *
   * @param reversible whether to leave synchronized methods as they are, which can be rewritten in
   *     no way that could be taken back
   */
  public static MonitorHooks install(
      Instrumentation instrumentation,
      MonitorSites sites,
      Config config,
      Coverage coverage,
      boolean reversible) {
    MonitorRewriter rewriter =
        reversible
            ? MonitorRewriter.reversible(sites, coverage)
            : new MonitorRewriter(sites, coverage);
    MonitorHooks hooks = new MonitorHooks(instrumentation, config, coverage, rewriter);
    instrumentation.addTransformer(hooks.transformer, true);
    if (!reversible) {
      new LoadedClasses(instrumentation, hooks.transformer, rewriter, coverage).catchUp();
    }
    return hooks;
  }

  /** The methods rewritten so far. */
  public RewrittenMethods methods() {
    return rewriter.methods();
  }

  /** Tells the classes whose monitors are entered by nothing but rewritten code, soon. */
  public Predicate<Class<?>> tracked() {
    TrackedClasses tracked = new TrackedClasses(rewriter, config);
    tracked.start();
    return tracked;
  }

  /** Rewrites the classes that are loaded already, on a thread of the agent. */
  public void rewriteLoaded() {
    loaded = new LoadedClasses(instrumentation, transformer, rewriter, coverage);
    loaded.start();
  }

  /** Classes that could not be given all of their own code back when this was closed. */
  public int kept() {
    return kept;
  }

  /**
   * Gives the classes their own code back. A class that was loaded with its synchronized methods
   * taken apart keeps those so, without hooks, and a small transformer stays that does the same
   * whenever another agent has it transformed: else the JVM would refuse that.
   */
  @Override
  public void close() throws InterruptedException {
    if (loaded != null) {
      loaded.close();
    }
    instrumentation.removeTransformer(transformer);
    TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    keepUnwrapped();
    Set<Class<?>> done = new HashSet<>();
    for (int look = 0; look < LOOKS && done.size() < rewriter.changed(); look++) {
      giveBack(done);
      // A class that was being loaded a moment ago is there only now.
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private void keepUnwrapped() {
    Map<ClassLoader, Map<String, Set<String>>> unwrapped = rewriter.unwrapped();
    for (Map<String, Set<String>> classes : unwrapped.values()) {
      kept += classes.size();
    }
    if (kept > 0) {
      try {
        UnwrappedForm.keep(instrumentation, unwrapped);
      } catch (IOException | ReflectiveOperationException e) {
        LOG.warn("{} classes keep hooks that do nothing: {}", kept, e.toString());
      }
    }
  }

  private void giveBack(Set<Class<?>> done) throws InterruptedException {
    List<Class<?>> changed = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (rewriter.changed(type) && done.add(type)) {
        changed.add(type);
      }
    }
    Retransformation.inBatches(
        instrumentation,
        changed,
        () -> false,
        (type, e) -> LOG.warn("{} keeps hooks that do nothing: {}", type.getName(), e.toString()));
  }
}
