package io.lockmeter.engine.instrument.monitor;

import io.lockmeter.engine.instrument.Coverage;
import io.lockmeter.engine.naming.MonitorSites;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.MethodNode;

/**
 * Rewrites the monitors of classes. Thread-safe: classes may be rewritten at the same time.
 *
 * <p>A method is rewritten whole or not at all. What is left is listed in {@link Coverage}.
 */
public final class MonitorRewriter {

  private final boolean reversible;
  private final Hooks hooks;
  private final MonitorSites sites;
  private final Coverage coverage;
  private final RewrittenMethods methods = new RewrittenMethods();
  private final LeftMonitors left = new LeftMonitors();
  private final SerialVersions serialVersions = new SerialVersions();
  private final LoaderMap<RewrittenClass> classes = new LoaderMap<>();

  public MonitorRewriter(MonitorSites sites, Coverage coverage) {
    this(sites, coverage, MonitorProbeDefiner.NAME);
  }

  /** Lets the code that is inserted call the class {@code probe}. */
  MonitorRewriter(MonitorSites sites, Coverage coverage, String probe) {
    this(sites, coverage, probe, false);
  }

  private MonitorRewriter(MonitorSites sites, Coverage coverage, String probe, boolean reversible) {
    this.reversible = reversible;
    this.hooks = new Hooks(probe);
    this.sites = sites;
    this.coverage = coverage;
  }

  /** The methods rewritten so far. */
  public RewrittenMethods methods() {
    return methods;
  }

  /** The monitors that were left so far. */
  LeftMonitors left() {
    return left;
  }

  /**
   * Rewrites one class.
   *
   * @param internalName its name, as {@code com/acme/Foo}
   * @param redefined the class itself if it is loaded already
   * @return the new class file, or null if nothing is to change
   * @throws RuntimeException if the class file makes no sense or is newer than ASM knows
   */
  public byte @Nullable [] rewrite(
      ClassLoader loader, String internalName, @Nullable Class<?> redefined, byte[] classFile) {
    MonitorScan found = MonitorScan.of(classFile);
    if (found.monitors().isEmpty() && found.waits().isEmpty()) {
      return null;
    }
    ConcurrentMap<String, RewrittenClass> known = classes.get(loader);
    RewrittenClass former = known.getOrDefault(internalName, RewrittenClass.NONE);
    ClassReader reader = new ClassReader(classFile);
    // Shares the constant pool, and so copies untouched methods byte for byte.
    ClassWriter writer = new ClassWriter(reader, 0);
    ClassRewriter visitor =
        new ClassRewriter(
            reader,
            writer,
            found,
            new SiteNumbers(sites, internalName, former.sites()),
            hooks,
            left,
            redefined == null && !reversible ? null : former.unwrapped(),
            serialVersions,
            loader);
    reader.accept(visitor, ClassReader.EXPAND_FRAMES);
    byte @Nullable [] result = visitor.changed() ? writer.toByteArray() : null;
    report(internalName.replace('/', '.'), visitor, former);
    if (result != null) {
      known.put(internalName, visitor.result());
    }
    return result;
  }

  /**
   * One that leaves synchronized methods as they are: the JVM lets {@code synchronized} be taken
   * off while a class loads, and never given back.
   */
  static MonitorRewriter reversible(MonitorSites sites, Coverage coverage) {
    return new MonitorRewriter(sites, coverage, MonitorProbeDefiner.NAME, true);
  }

  /** How many classes were changed, those of loaders that are gone left out. */
  int changed() {
    int[] count = new int[1];
    classes.forEach((loader, changed) -> count[0] += changed.size());
    return count[0];
  }

  /** Whether the class was changed. */
  boolean changed(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return MonitorTransformer.sees(loader)
        && classes.get(loader).containsKey(type.getName().replace('.', '/'));
  }

  /** The methods that {@code synchronized} was taken off, by loader and class. */
  Map<ClassLoader, Map<String, Set<String>>> unwrapped() {
    Map<ClassLoader, Map<String, Set<String>>> result = new IdentityHashMap<>();
    classes.forEach(
        (loader, changed) -> {
          Map<String, Set<String>> methods = new HashMap<>();
          changed.forEach(
              (name, form) -> {
                if (!form.unwrapped().isEmpty()) {
                  methods.put(name, form.unwrapped());
                }
              });
          result.put(loader, methods);
        });
    return result;
  }

  private void report(String className, ClassRewriter visitor, RewrittenClass former) {
    for (MethodNode method : visitor.rewritten()) {
      methods.add(className, method.name, method.desc);
    }
    if (former == RewrittenClass.NONE) {
      if (!visitor.rewritten().isEmpty()) {
        coverage.rewrote();
      }
      for (Map.Entry<String, StringJoiner> skipped : visitor.skipped().entrySet()) {
        coverage.skipped(className, skipped.getValue() + ": " + skipped.getKey());
      }
    }
  }
}
