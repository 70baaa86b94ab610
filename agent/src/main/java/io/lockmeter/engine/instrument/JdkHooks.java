package io.lockmeter.engine.instrument;

import io.lockmeter.bootstrap.LockProbe;
import io.lockmeter.engine.config.Config;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hooks in JDK classes, and in {@code ProfiledLock}. Only bodies of methods change, so that a
 * class can be hooked whenever it was loaded, and given back.
 *
 * <p>What cannot be hooked is logged and named in the coverage, and the rest works on.
 */
public final class JdkHooks implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JdkHooks.class);

  private final Instrumentation instrumentation;
  private final HookTransformer transformer;
  private final List<HookedClass> hooks;
  private final Coverage coverage;

  private JdkHooks(
      Instrumentation instrumentation,
      HookTransformer transformer,
      List<HookedClass> hooks,
      Coverage coverage) {
    this.instrumentation = instrumentation;
    this.transformer = transformer;
    this.hooks = hooks;
    this.coverage = coverage;
  }

  /**
   * Weaves the hooks that {@code config} asks for into the classes that are there, and from now on
   * into the others when they load.
   */
  public static JdkHooks install(
      Instrumentation instrumentation, Config config, Coverage coverage) {
    LockProbe.sampling = config.sampleAcquisitions();
    ClassPreloader.preload();
    List<HookedClass> hooks = HookTable.of(config);
    HookTransformer transformer = new HookTransformer(hooks, coverage);
    JdkHooks installed = new JdkHooks(instrumentation, transformer, hooks, coverage);
    instrumentation.addTransformer(transformer, true);
    installed.retransform(installed.loaded());
    return installed;
  }

  /**
   * Loads the classes that are not there yet, and logs what could not be hooked. One that a
   * transformer loaded first was missed silently, and is transformed again. Takes tens of
   * milliseconds that the application need not wait for.
   */
  public void complete() {
    List<Class<?>> missed = new ArrayList<>();
    for (HookedClass hook : hooks) {
      if (hook.ofJdk() && !transformer.wove(hook.name())) {
        Class<?> type = load(hook);
        if (type != null && !transformer.wove(hook.name())) {
          missed.add(type);
        } else if (type == null && !hook.optional()) {
          LOG.warn("{} is not hooked: this JDK has no such class", hook.name());
          coverage.skipped(hook.name(), "not hooked, this JDK has no such class");
        }
      }
    }
    retransform(missed);
    for (String trouble : transformer.trouble()) {
      LOG.warn("{}; what it does is not seen", trouble);
    }
  }

  /** Gives the classes their own code back. Threads that are inside a hook leave it as usual. */
  @Override
  public void close() {
    instrumentation.removeTransformer(transformer);
    Retransformation.of(
        instrumentation,
        loaded(),
        (type, e) -> LOG.warn("{} keeps its hooks, which do nothing now: {}", type.getName(), e));
  }

  private List<Class<?>> loaded() {
    Set<String> names = new HashSet<>();
    for (HookedClass hook : hooks) {
      names.add(hook.name());
    }
    List<Class<?>> loaded = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (names.contains(type.getName())) {
        loaded.add(type);
      }
    }
    return loaded;
  }

  private @Nullable Class<?> load(HookedClass hook) {
    try {
      return ClassPreloader.find(hook.name());
    } catch (LinkageError e) {
      transformer.giveUp(hook.name(), e);
      return ClassPreloader.find(hook.name());
    }
  }

  private void retransform(List<Class<?>> types) {
    Retransformation.of(instrumentation, types, (type, e) -> transformer.giveUp(type.getName(), e));
  }
}
