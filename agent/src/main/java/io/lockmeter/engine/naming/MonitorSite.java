package io.lockmeter.engine.naming;

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
}
