package io.lockmeter.missioncontrol;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmc.common.item.IItem;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.item.IItemIterable;
import org.openjdk.jmc.common.item.IType;
import org.openjdk.jmc.common.item.ItemFilters;
import org.openjdk.jmc.common.unit.IQuantity;

/** Where threads waited for a lock, and where it was held meanwhile. */
final class RecordedSites {

  private static final String SITES = "lockmeter.LockSite";
  private static final int SHOWN = 3;

  private final Map<String, Long> waited = new HashMap<>();
  private final Map<String, Long> held = new HashMap<>();

  private RecordedSites() {}

  static RecordedSites of(LockKey key, IItemCollection items) {
    RecordedSites sites = new RecordedSites();
    for (IItemIterable events : items.apply(ItemFilters.type(SITES))) {
      sites.addAll(key, events);
    }
    return sites;
  }

  private void addAll(LockKey key, IItemIterable events) {
    IType<IItem> type = events.getType();
    Field<String> lock = Field.text(type, "lock");
    Field<String> kind = Field.text(type, "kind");
    Field<String> role = Field.text(type, "role");
    Field<String> site = Field.text(type, "site");
    Field<IQuantity> wait = Field.time(type, "waitTime");
    for (IItem event : events) {
      if (key.equals(new LockKey(lock.get(event, ""), kind.get(event, "")))) {
        // Totals grow: the highest is the last.
        (role.get(event, "").equals("held") ? held : waited)
            .merge(site.get(event, ""), Field.nanosOf(wait, event), Math::max);
      }
    }
  }

  /** The places where threads waited most. */
  List<String> waited() {
    return top(waited);
  }

  /** The places that let threads wait most. */
  List<String> held() {
    return top(held);
  }

  private static List<String> top(Map<String, Long> sites) {
    long all = sites.values().stream().mapToLong(Long::longValue).sum();
    List<Map.Entry<String, Long>> entries = new ArrayList<>(sites.entrySet());
    entries.sort(Map.Entry.comparingByValue(Comparator.reverseOrder()));
    List<String> top = new ArrayList<>();
    for (Map.Entry<String, Long> entry : entries.subList(0, Math.min(SHOWN, entries.size()))) {
      long percent = Math.round(100.0 * entry.getValue() / Math.max(1, all));
      top.add(entry.getKey() + " (" + percent + " %)");
    }
    return top;
  }
}
