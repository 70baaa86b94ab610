package io.lockmeter.missioncontrol;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmc.common.item.IItem;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.item.IItemIterable;
import org.openjdk.jmc.common.item.IType;
import org.openjdk.jmc.common.item.ItemFilters;
import org.openjdk.jmc.common.unit.IQuantity;

/** The first and the last totals of each lock in a recording, or in the part that was selected. */
final class RecordedLocks {

  static final String STATISTICS = "lockmeter.LockStatistics";

  /** What the agent saw before the first totals may be this part of all it saw, and counts. */
  private static final double NEARLY_ALL = 0.75;

  private final Map<LockKey, Totals> first = new LinkedHashMap<>();
  private final Map<LockKey, Totals> last = new LinkedHashMap<>();
  private long firstUptime = Long.MAX_VALUE;
  private long lastUptime;

  private RecordedLocks() {}

  static RecordedLocks in(IItemCollection items) {
    RecordedLocks locks = new RecordedLocks();
    for (IItemIterable events : items.apply(ItemFilters.type(STATISTICS))) {
      locks.addAll(events);
    }
    return locks;
  }

  private void addAll(IItemIterable events) {
    IType<IItem> type = events.getType();
    Field<String> lock = Field.text(type, "lock");
    Field<String> kind = Field.text(type, "kind");
    Field<IQuantity> uptime = Field.time(type, "uptime");
    Field<Number> contended = Field.count(type, "contended");
    Field<Number> acquisitions = Field.count(type, "acquisitions");
    Field<IQuantity> wait = Field.time(type, "waitTime");
    Field<IQuantity> hold = Field.time(type, "holdTime");
    Field<IQuantity> execution = Field.time(type, "executionTime");
    Field<IQuantity> window = Field.ratio(type, "waitRatioWindow");
    Field<IQuantity> peak = Field.ratio(type, "waitRatioPeak");
    Field<Boolean> flagged = Field.flag(type, "everFlagged");
    for (IItem event : events) {
      add(
          new LockKey(lock.get(event, ""), kind.get(event, "")),
          new Totals(
              Field.nanosOf(uptime, event),
              Field.countOf(contended, event),
              Field.countOf(acquisitions, event),
              Field.nanosOf(wait, event),
              Field.nanosOf(hold, event),
              Field.nanosOf(execution, event),
              Field.ratioOf(window, event),
              Field.ratioOf(peak, event),
              flagged.get(event, false)));
    }
  }

  private void add(LockKey key, Totals totals) {
    first.merge(key, totals, (one, other) -> other.uptime() < one.uptime() ? other : one);
    last.merge(key, totals, (one, other) -> other.uptime() >= one.uptime() ? other : one);
    firstUptime = Math.min(firstUptime, totals.uptime());
    lastUptime = Math.max(lastUptime, totals.uptime());
  }

  /** The locks that threads waited for, the highest ratio first. */
  List<LockFigures> figures() {
    List<LockFigures> figures = new ArrayList<>();
    for (Map.Entry<LockKey, Totals> entry : last.entrySet()) {
      LockFigures lock = figures(entry.getKey(), entry.getValue());
      if (lock.contended() > 0) {
        figures.add(lock);
      }
    }
    figures.sort(Comparator.comparingDouble(LockFigures::ratio).reversed());
    return figures;
  }

  private LockFigures figures(LockKey key, Totals end) {
    boolean wholeRun = lastUptime - firstUptime >= NEARLY_ALL * lastUptime;
    if (wholeRun) {
      return LockFigures.between(key, Totals.NONE, end);
    }
    if (firstUptime == lastUptime) {
      return LockFigures.lastWindow(key, end);
    }
    Totals start = first.getOrDefault(key, Totals.NONE);
    // A lock that is not among the first totals was new then.
    boolean isNew = start.uptime() > firstUptime;
    return LockFigures.between(key, isNew ? since(firstUptime) : start, end);
  }

  private static Totals since(long uptime) {
    return new Totals(uptime, 0, 0, 0, 0, 0, 0, 0, false);
  }
}
