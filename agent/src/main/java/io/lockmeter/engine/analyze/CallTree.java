package io.lockmeter.engine.analyze;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who called the places where threads waited for a lock, or released it, as sampled stacks tell.
 * What does not fit in ends at the last call that does. Used under the aggregator's lock only.
 */
final class CallTree {

  private static final int MAX_CALLS = 400;

  private static final class Call {
    final String site;
    final List<Call> callers = new ArrayList<>(2);
    double wait;

    Call(String site) {
      this.site = site;
    }

    @Nullable Call caller(String name) {
      for (Call call : callers) {
        if (call.site.equals(name)) {
          return call;
        }
      }
      return null;
    }
  }

  private final Call root = new Call("");
  private int calls;

  /**
   * Adds a stack.
   *
   * @param callers of {@code site}, innermost first
   * @param room how many calls may become new
   * @return how many did
   */
  int add(String site, List<String> callers, double wait, int room) {
    int before = calls;
    int end = Math.min(MAX_CALLS, before + room);
    Call place = descend(root, site, end);
    for (int i = 0; place != null; i++) {
      place.wait += wait;
      place = i < callers.size() ? descend(place, callers.get(i), end) : null;
    }
    return calls - before;
  }

  private @Nullable Call descend(Call from, String name, int end) {
    Call known = from.caller(name);
    if (known == null && calls < end) {
      known = new Call(name);
      from.callers.add(known);
      calls++;
    }
    return known;
  }

  /** The callers of {@code site}, their shares scaled to its wait. */
  List<CallerSnapshot> callers(String site, long waitNanos) {
    Call place = root.caller(site);
    return place == null || place.wait <= 0 ? List.of() : snapshots(place, waitNanos / place.wait);
  }

  private static List<CallerSnapshot> snapshots(Call of, double scale) {
    List<CallerSnapshot> callers = new ArrayList<>();
    for (Call call : of.callers) {
      callers.add(
          new CallerSnapshot(call.site, Math.round(call.wait * scale), snapshots(call, scale)));
    }
    callers.sort(Comparator.comparingLong(CallerSnapshot::waitNanos).reversed());
    return callers;
  }
}
