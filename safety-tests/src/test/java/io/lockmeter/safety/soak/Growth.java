package io.lockmeter.safety.soak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a program used at regular moments, and whether it has grown. The first third of a run is its
 * warm-up; the least that it used in the last third is compared with the least in the second, as
 * what comes and goes is no growth.
 */
final class Growth {

  private static final long MEGABYTE = 1 << 20;

  /**
   * By how much each may differ. In a third of the short run some ten thousand locks are waited for
   * and dropped, hundreds of loaders and threads come and go, and there are hundreds of scrapes: to
   * lose one object of each, or one file of ten, is several times these bounds. They are what the
   * JVM's own tables, compiled code and Flight Recorder vary by.
   */
  private static final Map<String, Long> BOUNDS =
      Map.of(
          "HEAP",
          2 * MEGABYTE,
          "METASPACE",
          MEGABYTE,
          "CLASSES",
          200L,
          "LOADERS",
          30L,
          "THREADS",
          4L,
          "FILES",
          6L,
          "NATIVE",
          12 * MEGABYTE,
          "RESIDENT",
          16 * MEGABYTE);

  private final List<Map<String, Long>> samples = new ArrayList<>();
  private final Map<String, Long> perSample;

  Growth() {
    this(Map.of());
  }

  /**
   * @param perSample what the JVM itself keeps for good of what happens between two samples
   */
  Growth(Map<String, Long> perSample) {
    this.perSample = perSample;
  }

  /** Takes {@code name=amount,name=amount}. */
  void add(String line) {
    samples.add(sample(line));
  }

  /** Whether a sample shows more of a resource than the least so far, by more than it may grow. */
  boolean exceeds(String line, String resource) {
    long amount = sample(line).get(resource);
    return !samples.isEmpty() && amount > least(resource, 0, samples.size()) + bound(resource);
  }

  private static Map<String, Long> sample(String line) {
    Map<String, Long> sample = new LinkedHashMap<>();
    for (String entry : line.split(",", -1)) {
      String[] pair = entry.split("=", -1);
      sample.put(pair[0], Long.parseLong(pair[1]));
    }
    return sample;
  }

  int samples() {
    return samples.size();
  }

  /** By how much each resource has grown. */
  Map<String, Long> grown() {
    int third = samples.size() / 3;
    Map<String, Long> grown = new LinkedHashMap<>();
    for (String resource : samples.get(0).keySet()) {
      long last = least(resource, samples.size() - third, samples.size());
      grown.put(
          resource, last - least(resource, samples.size() - 2 * third, samples.size() - third));
    }
    return grown;
  }

  /** Those that have grown by more than they may. */
  List<String> beyondBounds() {
    return grown().entrySet().stream()
        .filter(entry -> entry.getValue() > bound(entry.getKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private long bound(String resource) {
    return BOUNDS.getOrDefault(resource, 0L)
        + perSample.getOrDefault(resource, 0L) * (samples.size() / 3);
  }

  private long least(String resource, int from, int to) {
    return samples.subList(from, to).stream()
        .mapToLong(sample -> sample.get(resource))
        .min()
        .orElseThrow();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("grown by " + grown());
    samples.forEach(sample -> text.append('\n').append(Arrays.toString(sample.values().toArray())));
    return text.toString();
  }
}
