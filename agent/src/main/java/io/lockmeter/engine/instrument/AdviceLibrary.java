package io.lockmeter.engine.instrument;

import io.lockmeter.engine.instrument.advice.Shared;
import java.util.HashMap;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.InstrumentedType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/**
 * The one Byte Buddy, and the templates in package {@code advice}. It reads class files and loads
 * none: neither the templates, which would need reflection and annotation proxies, nor classes of
 * the JDK, which would then load unhooked.
 */
final class AdviceLibrary {

  private static final String PACKAGE = "io.lockmeter.engine.instrument.advice.";

  private final ClassFileLocator templates =
      ClassFileLocator.ForClassLoader.of(AdviceLibrary.class.getClassLoader());
  private final ClassFileLocator jdk = ClassFileLocator.ForClassLoader.ofBootLoader();
  private final TypePool templatePool = pool(templates);
  private final Map<String, Advice> shared = new HashMap<>();
  private final Map<String, Advice> exclusive = new HashMap<>();

  /** Only bodies change: what Byte Buddy would check or work out beyond them is left out. */
  final ByteBuddy byteBuddy =
      new ByteBuddy(ClassFileVersion.JAVA_V17)
          .with(TypeValidation.DISABLED)
          .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
          .with(InstrumentedType.Factory.Default.FROZEN)
          .with(Implementation.Context.Disabled.Factory.INSTANCE)
          .ignore(ElementMatchers.none());

  /** The template of that name, for a lock that is acquired in shared mode or not. */
  Advice advice(String template, boolean shared) {
    Map<String, Advice> parsed = shared ? this.shared : exclusive;
    Advice advice = parsed.get(template);
    if (advice == null) {
      advice = parse(template, shared);
      parsed.put(template, advice);
    }
    return advice;
  }

  private Advice parse(String template, boolean shared) {
    return Advice.withCustomMapping()
        .bind(Shared.class, (Object) shared)
        .to(templatePool.describe(PACKAGE + template).resolve(), templates);
  }

  ClassFileLocator locator(String className, byte[] classFile) {
    return new ClassFileLocator.Compound(ClassFileLocator.Simple.of(className, classFile), jdk);
  }

  static TypePool pool(ClassFileLocator locator) {
    return new TypePool.Default.WithLazyResolution(
        new TypePool.CacheProvider.Simple(), locator, TypePool.Default.ReaderMode.FAST);
  }
}
