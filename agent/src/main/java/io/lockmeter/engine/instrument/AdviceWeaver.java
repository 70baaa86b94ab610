package io.lockmeter.engine.instrument;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.TypeResolutionStrategy;
import net.bytebuddy.pool.TypePool;

/** Copies advice into the methods of one class. Immutable once it is in use. */
final class AdviceWeaver implements Weaver {

  private record AdvisedMethod(MethodMatch match, Advice advice) {}

  private final AdviceLibrary library;
  private final List<AdvisedMethod> methods = new ArrayList<>();

  AdviceWeaver(AdviceLibrary library) {
    this.library = library;
  }

  AdviceWeaver exclusive(String template, MethodMatch... matches) {
    return add(library.advice(template, false), matches);
  }

  AdviceWeaver shared(String template, MethodMatch... matches) {
    return add(library.advice(template, true), matches);
  }

  private AdviceWeaver add(Advice advice, MethodMatch... matches) {
    for (MethodMatch match : matches) {
      methods.add(new AdvisedMethod(match, advice));
    }
    return this;
  }

  @Override
  public byte[] weave(String className, byte[] classFile, List<String> missing) {
    ClassFileLocator locator = library.locator(className, classFile);
    TypePool pool = AdviceLibrary.pool(locator);
    TypeDescription type = pool.describe(className).resolve();
    DynamicType.Builder<?> builder = library.byteBuddy.decorate(type, locator);
    for (AdvisedMethod method : methods) {
      if (type.getDeclaredMethods().filter(method.match()).isEmpty()) {
        missing.add(method.match().toString());
      } else {
        builder = builder.visit(method.advice().on(method.match()));
      }
    }
    return builder.make(TypeResolutionStrategy.Disabled.INSTANCE, pool).getBytes();
  }
}
