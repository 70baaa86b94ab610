package io.lockmeter.engine.naming;

import org.jspecify.annotations.Nullable;

/**
 * A place in rewritten code where a monitor is entered.
 *
 * @param className binary name of the class that declares the code
 * @param method name of the method
 * @param line line number, or -1 if the class file has none
 * @param origin where the monitor came from
 */
public record MonitorSite(String className, String method, int line, Origin origin) {

  /** As reports show it: {@code com.acme.Foo.bar:42}. */
  public String label() {
    return line < 0 ? className + "." + method : className + "." + method + ":" + line;
  }

  // What the compiler makes of these takes the JVM tens of milliseconds to link at start-up.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MonitorSite site
        && line == site.line
        && method.equals(site.method)
        && className.equals(site.className)
        && origin.equals(site.origin);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * className.hashCode() + method.hashCode()) + line;
  }
}
