package io.lockmeter.benchmarks.agent;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** What the GC profiler of JMH says. */
final class Allocated {

  private Allocated() {}

  /** Bytes per operation, or NaN if it did not run. */
  static double perOperation(RunResult result) {
    @Nullable Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
    return bytes == null ? Double.NaN : bytes.getScore();
  }
}
