package io.lockmeter.engine.instrument;

import java.util.List;

/** Changes method bodies of one class. Thread-safe: classes load on any thread. */
interface Weaver {

  /**
   * Returns the class with hooks in it.
   *
   * @param className its name with dots
   * @param missing gets the name of each method, class or field that is needed and not there
   */
  byte[] weave(String className, byte[] classFile, List<String> missing);
}
