package io.lockmeter.engine.instrument;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the hooks whenever one of a fixed set of classes is loaded or transformed again, by
 * whomever. For every other class it returns at once and touches nothing: what a transformer loads
 * can break the class that is being loaded. It writes no log for the same reason; trouble goes into
 * the coverage.
 */
final class HookTransformer implements ClassFileTransformer {

  private final Map<String, HookedClass> hooks = new ConcurrentHashMap<>();
  private final Set<String> woven = ConcurrentHashMap.newKeySet();
  private final Set<String> trouble = ConcurrentHashMap.newKeySet();
  private final Coverage coverage;

  HookTransformer(List<HookedClass> classes, Coverage coverage) {
    this.coverage = coverage;
    for (HookedClass hook : classes) {
      hooks.put(hook.internalName(), hook);
    }
  }

  /** Whether the class of that name was given hooks since it was loaded. */
  boolean wove(String className) {
    return woven.contains(className);
  }

  /**
   * Leaves a class alone from now on: one that the JVM refused with our hooks it would refuse to
   * every other agent as well.
   */
  void giveUp(String className, Throwable reason) {
    HookedClass hook = hooks.remove(className.replace('.', '/'));
    if (hook != null) {
      skipped(hook, "not hooked: " + reason);
    }
  }

  /** What could not be hooked so far, and why. */
  Set<String> trouble() {
    return trouble;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    HookedClass hook = name == null ? null : hooks.get(name);
    if (hook == null || hook.ofJdk() != (loader == null)) {
      return null;
    }
    try {
      List<String> missing = new ArrayList<>();
      byte[] result = hook.weaver().weave(hook.name(), classFile, missing);
      if (!missing.isEmpty()) {
        skipped(hook, "not hooked, there is no " + String.join(", ", missing));
      }
      woven.add(hook.name());
      return result;
    } catch (Throwable e) {
      skipped(hook, "not hooked: " + e);
      return null;
    }
  }

  // Other agents may have a class transformed again at any time.
  private void skipped(HookedClass hook, String reason) {
    if (trouble.add(hook.name() + " is " + reason)) {
      coverage.skipped(hook.name(), reason);
    }
  }
}
