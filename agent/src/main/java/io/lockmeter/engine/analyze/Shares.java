package io.lockmeter.engine.analyze;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sampled shares of a lock's wait by place in the code, bounded in number. Samples say how the wait
 * is divided; the exact total says how much it is, so shares are scaled to add up to it.
 */
final class Shares {

  private static final int MAX = 64;
  private static final String REST = "(other sites)";

  private static final class Share {
    double count;
    double wait;
    String thread = "";
  }

  private final Map<String, Share> byPlace = new HashMap<>();

  void add(String place, String thread, double count, double wait) {
    String key = byPlace.size() < MAX || byPlace.containsKey(place) ? place : REST;
    Share share = byPlace.computeIfAbsent(key, k -> new Share());
    share.count += count;
    share.wait += wait;
    if (!thread.isEmpty()) {
      share.thread = thread;
    }
  }

  void addAll(Shares other) {
    other.byPlace.forEach((place, s) -> add(place, s.thread, s.count, s.wait));
  }

  List<SiteSnapshot> sites(long totalCount, long totalWait, CallTree calls) {
    double counts = counts();
    double waits = waits();
    List<SiteSnapshot> sites = new ArrayList<>();
    byPlace.forEach(
        (place, s) -> {
          long wait = scaled(s.wait, waits, totalWait);
          long count = scaled(s.count, counts, totalCount);
          sites.add(new SiteSnapshot(place, count, wait, calls.callers(place, wait)));
        });
    sites.sort(Comparator.comparingLong(SiteSnapshot::waitNanos).reversed());
    return sites;
  }

  private double counts() {
    double counts = 0;
    for (Share share : byPlace.values()) {
      counts += share.count;
    }
    return counts;
  }

  private double waits() {
    double waits = 0;
    for (Share share : byPlace.values()) {
      waits += share.wait;
    }
    return waits;
  }

  List<HolderSnapshot> holders(long totalWait, CallTree calls) {
    double waits = waits();
    List<HolderSnapshot> holders = new ArrayList<>();
    byPlace.forEach(
        (place, s) -> {
          long wait = scaled(s.wait, waits, totalWait);
          holders.add(new HolderSnapshot(place, s.thread, wait, calls.callers(place, wait)));
        });
    holders.sort(Comparator.comparingLong(HolderSnapshot::waitNanos).reversed());
    return holders;
  }

  private static long scaled(double part, double sum, long total) {
    return sum <= 0 ? 0 : Math.round(part / sum * total);
  }
}
