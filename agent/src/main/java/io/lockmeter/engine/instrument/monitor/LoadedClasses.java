package io.lockmeter.engine.instrument.monitor;

import io.lockmeter.bootstrap.AgentThread;
import io.lockmeter.engine.instrument.Coverage;
import io.lockmeter.engine.instrument.Retransformation;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rewrites the blocks of classes that were loaded before the agent, on a thread of its own. Only
 * classes that have some are transformed again: for the others it would be for nothing, and the JVM
 * would throw away their compiled code.
 */
final class LoadedClasses implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LoadedClasses.class);
  private static final long LIMIT_MILLIS = 30_000;

  private final Instrumentation instrumentation;
  private final MonitorTransformer transformer;
  private final MonitorRewriter rewriter;
  private final Coverage coverage;
  private final Thread thread = new AgentThread(this::run, "rewriter");
  private volatile boolean closed;

  LoadedClasses(
      Instrumentation instrumentation,
      MonitorTransformer transformer,
      MonitorRewriter rewriter,
      Coverage coverage) {
    this.instrumentation = instrumentation;
    this.transformer = transformer;
    this.rewriter = rewriter;
    this.coverage = coverage;
  }

  void start() {
    thread.start();
  }

  /**
   * Rewrites, before the application runs, what other agents have loaded of it. Their own loaders
   * are none of its business.
   */
  void catchUp() {
    List<Class<?>> wanted = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type.getClassLoader() == ClassLoader.getSystemClassLoader() && wanted(type)) {
        wanted.add(type);
      }
    }
    Retransformation.of(instrumentation, wanted, (type, e) -> transformer.refused(type, e));
  }

  private void run() {
    try {
      List<Class<?>> wanted = new ArrayList<>();
      for (Class<?> type : instrumentation.getAllLoadedClasses()) {
        if (closed) {
          return;
        }
        if (wanted(type)) {
          wanted.add(type);
        }
      }
      long start = System.nanoTime();
      Retransformation.inBatches(
          instrumentation, wanted, () -> closed, (type, e) -> transformer.refused(type, e));
      LOG.info(
          "monitors of {} classes that were loaded before are timed now; that took {} ms",
          wanted.size(),
          (System.nanoTime() - start) / 1_000_000);
    } catch (InterruptedException | RuntimeException | LinkageError e) {
      LOG.warn("Not all classes that were loaded before could be rewritten: {}", e.toString());
    }
  }

  private boolean wanted(Class<?> type) {
    return transformer.rewrites(type)
        && instrumentation.isModifiableClass(type)
        && !rewriter.changed(type)
        && look(type);
  }

  /** Whether the class has monitors that can be rewritten now; notes those that cannot. */
  private boolean look(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    try (InputStream in = loader.getResourceAsStream(type.getName().replace('.', '/') + ".class")) {
      if (in == null) {
        rewriter.left().any();
        coverage.skipped(type.getName(), "loaded before the agent, and no class file to be found");
        return false;
      }
      byte[] classFile = in.readAllBytes();
      MonitorScan found = MonitorScan.of(classFile);
      if (found.monitors().isEmpty() && found.waits().isEmpty()) {
        return false;
      }
      MonitorUse use = MonitorUse.of(classFile);
      if (use.blocks() || !found.waits().isEmpty()) {
        return true;
      }
      rewriter.left().methods(type, use);
      coverage.skipped(
          type.getName(),
          String.join(", ", use.synchronizedMethods()) + ": " + ClassRewriter.SYNCHRONIZED_STAYS);
      return false;
    } catch (IOException | RuntimeException | LinkageError e) {
      rewriter.left().any();
      coverage.skipped(type.getName(), "loaded before the agent, and not readable: " + e);
      return false;
    }
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join(LIMIT_MILLIS);
  }
}
