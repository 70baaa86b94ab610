package io.lockmeter.engine.record;

import io.lockmeter.engine.naming.MonitorSite;
import io.lockmeter.engine.naming.MonitorSites;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * All sites seen; bounded. Look-ups are wait-free, insertions lock-free; sites of classes that were
 * unloaded make room again.
 */
final class SiteTable {

  private static final int MAX_SITES = 20_000;
  private static final int CHUNK = 1024;
  private static final int CHUNKS = 256;

  /** Stands for the sites that found no room. */
  final Site overflow = new Site("(other sites)");

  private final WeakTable<Site> table = new WeakTable<>();
  private final AtomicReferenceArray<Site @Nullable []> monitors =
      new AtomicReferenceArray<>(CHUNKS);

  Site of(StackWalker.StackFrame frame) {
    int hash = System.identityHashCode(frame.getDeclaringClass()) * 31 + frame.getByteCodeIndex();
    while (true) {
      Site head = table.head(hash);
      for (Site site = head; site != null; site = site.next) {
        if (site.at(frame)) {
          return site;
        }
      }
      if (table.size() >= MAX_SITES) {
        return overflow;
      }
      Site created = new Site(frame, hash);
      if (table.push(created, head)) {
        return created;
      }
    }
  }

  /** The site of a rewritten monitor. */
  Site of(int id, MonitorSites known) {
    if (id < 0 || id >= CHUNK * CHUNKS) {
      return overflow;
    }
    Site[] chunk = monitors.get(id / CHUNK);
    if (chunk == null) {
      monitors.compareAndSet(id / CHUNK, null, new Site[CHUNK]);
      chunk = monitors.get(id / CHUNK);
    }
    Site site = chunk == null ? overflow : chunk[id % CHUNK];
    if (site == null) {
      MonitorSite place = known.get(id);
      site = place == null ? overflow : new Site(place.label());
      if (chunk != null) {
        chunk[id % CHUNK] = site;
      }
    }
    return site;
  }

  /**
   * Works out labels, so that no frame keeps a class alive for long, and forgets the sites of
   * classes that are gone. Called by one thread at a time.
   */
  void settle() {
    table.sweep(
        site -> {
          site.label();
          return site.refersTo(null);
        });
  }
}
