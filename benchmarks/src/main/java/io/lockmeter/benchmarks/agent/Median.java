package io.lockmeter.benchmarks.agent;

import java.util.Arrays;

/** The median of a few figures. */
final class Median {

  private Median() {}

  /** The middle of {@code figures}, or the mean of the two in the middle; NaN if there is none. */
  static double of(double... figures) {
    if (figures.length == 0) {
      return Double.NaN;
    }
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
