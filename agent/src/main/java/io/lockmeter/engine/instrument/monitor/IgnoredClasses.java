package io.lockmeter.engine.instrument.monitor;

import java.util.List;

/**
 * The classes whose monitors stay as they are: those of the JDK, of this agent and of other agents,
 * generated ones, and what the options leave out. Immutable.
 */
final class IgnoredClasses {

  // Categories as in OpenTelemetry's GlobalIgnoredTypesConfigurer. Classes of the JDK that the
  // system loader defines, such as those of jdk.compiler, are told by their module instead.
  private static final String[] PREFIXES = {
    "jdk/internal/",
    "jdk/proxy",
    "jdk/jfr/",
    "sun/",
    "com/sun/proxy/",
    "io/lockmeter/agent/",
    "io/lockmeter/bootstrap/",
    "io/lockmeter/engine/",
    "io/opentelemetry/javaagent/",
    "datadog/",
    "com/datadog/",
    "co/elastic/apm/agent/",
    "com/newrelic/",
    "com/dynatrace/",
    "com/appdynamics/",
    "org/glowroot/",
    "org/jacoco/agent/",
    "com/vladium/emma/rt/",
    "reactor/blockhound/",
    "net/bytebuddy/",
    "one/profiler/",
    "org/mockito/codegen/",
  };

  private static final String[] MARKS = {
    "$MockitoMock$", "$ByteBuddy$", "$JaCoCo", "$$Lambda", "$HibernateProxy$"
  };

  private final String[] include;
  private final String[] exclude;

  /** Takes prefixes of class names; no {@code include} at all means everything. */
  IgnoredClasses(List<String> include, List<String> exclude) {
    this.include = internal(include);
    this.exclude = internal(exclude);
  }

  private static String[] internal(List<String> prefixes) {
    String[] internal = new String[prefixes.size()];
    for (int i = 0; i < internal.length; i++) {
      internal[i] = prefixes.get(i).replace('.', '/');
    }
    return internal;
  }

  boolean contains(Module module, String internalName) {
    return ofJdk(module)
        || startsWithAny(internalName, PREFIXES)
        || startsWithAny(internalName, exclude)
        || include.length != 0 && !startsWithAny(internalName, include)
        || isGenerated(internalName);
  }

  private static boolean ofJdk(Module module) {
    String name = module.getName();
    return name != null && (name.startsWith("java.") || name.startsWith("jdk."));
  }

  private static boolean isGenerated(String internalName) {
    if (internalName.indexOf('$') < 0) {
      return false;
    }
    for (String mark : MARKS) {
      if (internalName.contains(mark)) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsWithAny(String internalName, String[] prefixes) {
    for (String prefix : prefixes) {
      if (internalName.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
