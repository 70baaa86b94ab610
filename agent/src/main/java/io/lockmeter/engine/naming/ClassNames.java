package io.lockmeter.engine.naming;

/** Class names as a developer knows them, the same in every run. */
final class ClassNames {

  /** What generators put behind the name of the class they extend, before a number or a hash. */
  private static final String[] GENERATED = {
    "$$Lambda",
    "$$EnhancerBy",
    "$$FastClassBy",
    "$$SpringCGLIB$$",
    "$ByteBuddy$",
    "$MockitoMock$",
    "$HibernateProxy$",
    "_$$_"
  };

  private ClassNames() {}

  static boolean isGenerated(String name) {
    return generatedSuffix(name) >= 0 || isProxy(name) || name.startsWith("jdk.internal.reflect.");
  }

  /** {@code name} without what a generator appended: no hash, address or running number. */
  static String stable(String name) {
    int cut = generatedSuffix(name);
    if (cut < 0) {
      cut = name.indexOf('/');
    }
    if (cut > 0) {
      return name.substring(0, cut);
    }
    return isProxy(name) ? "$Proxy" : name;
  }

  /** The part of {@code name} that a developer would say: {@code Foo}, {@code Inner}. */
  static String simple(String name) {
    String stable = stable(name);
    String last = stable.substring(stable.lastIndexOf('.') + 1);
    int nested = last.lastIndexOf('$');
    boolean named = nested > 0 && nested + 1 < last.length() && !digit(last.charAt(nested + 1));
    return named ? last.substring(nested + 1) : last;
  }

  private static int generatedSuffix(String name) {
    // Nearly every name is settled by the first look.
    if (name.indexOf('$') < 0) {
      return -1;
    }
    for (String mark : GENERATED) {
      int at = name.indexOf(mark);
      if (at > 0) {
        return at;
      }
    }
    return -1;
  }

  private static boolean isProxy(String name) {
    int digits = name.lastIndexOf("$Proxy") + "$Proxy".length();
    return digits >= "$Proxy".length()
        && digits < name.length()
        && digit(name.charAt(digits))
        && (digits == "$Proxy".length() || name.charAt(digits - "$Proxy".length() - 1) == '.');
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
