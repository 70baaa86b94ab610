package io.lockmeter.engine.instrument;

import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * Selects the methods with a body that have a name and, in their descriptor, a text such as {@code
 * "(J"}. A bridge is left out: the method it calls is the one that counts.
 */
record MethodMatch(String name, String descriptorPart)
    implements ElementMatcher<MethodDescription> {

  /** Every overload of {@code name}. */
  static MethodMatch of(String name) {
    return new MethodMatch(name, "");
  }

  @Override
  public boolean matches(MethodDescription method) {
    return method.getInternalName().equals(name)
        && method.getDescriptor().contains(descriptorPart)
        && !method.isAbstract()
        && !method.isNative()
        && !method.isBridge();
  }

  @Override
  public String toString() {
    return name + descriptorPart;
  }
}
