package io.lockmeter.engine.instrument.monitor;

import io.lockmeter.bootstrap.EngineLoader;
import io.lockmeter.engine.config.Config;
import io.lockmeter.engine.instrument.Coverage;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites application classes while they load. To be added as one that can retransform: a class
 * whose synchronized methods were taken apart must be so again whenever it is transformed.
 *
 * <p>Never throws, loads no class of the application and logs nothing; what goes wrong stands in
 * {@link Coverage}.
 */
public final class MonitorTransformer implements ClassFileTransformer {

  private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();
  private static final @Nullable ClassLoader ENGINE = MonitorTransformer.class.getClassLoader();

  private final MonitorRewriter rewriter;
  private final Coverage coverage;
  private final IgnoredClasses ignored;
  private final Set<String> refused = ConcurrentHashMap.newKeySet();

  public MonitorTransformer(MonitorRewriter rewriter, Config config, Coverage coverage) {
    this.rewriter = rewriter;
    this.coverage = coverage;
    this.ignored = new IgnoredClasses(config.include(), config.exclude());
  }

  /** Whether classes of that loader are rewritten at all. */
  static boolean sees(@Nullable ClassLoader loader) {
    // Also an engine that was detached and is not collected yet.
    return loader != null
        && loader != PLATFORM
        && loader != ENGINE
        && !(loader instanceof EngineLoader);
  }

  @Override
  public byte @Nullable [] transform(
      Module module,
      @Nullable ClassLoader loader,
      @Nullable String className,
      @Nullable Class<?> classBeingRedefined,
      @Nullable ProtectionDomain protectionDomain,
      byte[] classFile) {
    if (loader == null || !sees(loader) || className == null) {
      return null;
    }
    try {
      return ignored.contains(module, className) || refused.contains(className)
          ? null
          : rewriter.rewrite(loader, className, classBeingRedefined, classFile);
    } catch (Throwable e) {
      skipped(className, e);
      return null;
    }
  }

  /** Whether classes like that one are rewritten. */
  boolean rewrites(Class<?> type) {
    return sees(type.getClassLoader())
        && !type.isArray()
        && !ignored.contains(type.getModule(), type.getName().replace('.', '/'));
  }

  /** Leaves a class alone from now on: with hooks, the JVM refuses to transform it. */
  void refused(Class<?> type, Throwable reason) {
    refused.add(type.getName().replace('.', '/'));
    coverage.skipped(type.getName(), "could not be transformed after it was loaded: " + reason);
  }

  private void skipped(String className, Throwable e) {
    rewriter.left().any();
    try {
      coverage.skipped(className.replace('/', '.'), "could not be rewritten: " + e);
    } catch (Throwable noMemory) {
      // Out of memory or stack: nothing can be kept, and the application must not hear of it.
      return;
    }
  }
}
