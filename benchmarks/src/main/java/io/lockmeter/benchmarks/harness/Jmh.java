package io.lockmeter.benchmarks.harness;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** How all commands run JMH's benchmarks: in one JVM of its own, in silence. */
public final class Jmh {

  private Jmh() {}

  /** Options to go on with. */
  public static ChainedOptionsBuilder options() {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .forks(1)
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    if (Runtime.version().feature() >= 24) {
      // JMH needs it, and these JVMs warn of that between the lines of the table.
      options.jvmArgsPrepend("--sun-misc-unsafe-memory-access=allow");
    }
    return options;
  }
}
