package io.lockmeter.safety.soak;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a program knows of its own waits, by name and kind of lock; in nanoseconds. */
final class Tally {

  /**
   * What is known of one lock.
   *
   * @param least for how long threads waited at least
   * @param most for how long at most
   */
  record Waits(long contended, long abandoned, long least, long most) {

    static final Waits NONE = new Waits(0, 0, 0, 0);

    Waits plus(Waits other) {
      return new Waits(
          contended + other.contended,
          abandoned + other.abandoned,
          least + other.least,
          most + other.most);
    }
  }

  private final Map<String, Waits> waits = new HashMap<>();
  private long total;

  synchronized void add(String label, boolean abandoned, long least, long most) {
    waits.merge(label, new Waits(1, abandoned ? 1 : 0, least, most), Waits::plus);
    total++;
  }

  synchronized long total() {
    return total;
  }

  /** All in one line, for {@link #parse}. */
  synchronized String line() {
    List<String> entries = new ArrayList<>();
    waits.forEach(
        (label, w) ->
            entries.add(
                label + "," + w.contended + "," + w.abandoned + "," + w.least + "," + w.most));
    return String.join(";", entries);
  }

  static Map<String, Waits> parse(String line) {
    Map<String, Waits> waits = new HashMap<>();
    for (String entry : line.split(";", -1)) {
      String[] fields = entry.split(",", -1);
      waits.put(
          fields[0],
          new Waits(
              Long.parseLong(fields[1]),
              Long.parseLong(fields[2]),
              Long.parseLong(fields[3]),
              Long.parseLong(fields[4])));
    }
    return waits;
  }
}
