package io.lockmeter.engine;

import io.lockmeter.engine.analyze.LockNames;
import io.lockmeter.engine.logging.Failure;
import io.lockmeter.engine.naming.LockNamer;
import io.lockmeter.engine.naming.MonitorSite;
import io.lockmeter.engine.naming.MonitorSites;
import io.lockmeter.engine.naming.Origin;
import io.lockmeter.engine.record.LockEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for a lock's name where it can be known: from its owner, or from the code that acquired it.
 */
final class EntryNames implements LockNames {

  private static final Logger LOG = LoggerFactory.getLogger(EntryNames.class);

  private final LockNamer namer = new LockNamer();
  private final MonitorSites monitorSites;
  private final Map<Integer, String> fields = new HashMap<>();
  private final Failure failure = new Failure(LOG, "A lock goes without a name");

  EntryNames(MonitorSites monitorSites) {
    this.monitorSites = monitorSites;
  }

  @Override
  public String nameOf(LockEntry lock) {
    String given = lock.givenName();
    if (given != null) {
      return given;
    }
    try {
      List<StackWalker.StackFrame> frames = lock.frames();
      List<StackWalker.StackFrame> known = frames == null ? List.of() : frames;
      MonitorSite site = monitorSites.get(lock.monitorSite());
      return site == null
          ? namer.name(known, lock.kind(), lock.lockClass()).lock()
          : ofMonitor(site, lock.monitorSite(), known, lock.lockClass());
    } catch (Throwable e) {
      failure.note(e);
      return lock.lockClass().getSimpleName() + " (unnamed)";
    }
  }

  // The recorder takes a stack for the first monitor of a place only, where that tells the name of
  // all.
  private String ofMonitor(
      MonitorSite site, int id, List<StackWalker.StackFrame> frames, Class<?> type) {
    if (!(site.origin() instanceof Origin.Field)) {
      return namer.name(site, frames, type).lock();
    }
    String known = fields.get(id);
    if (known == null || !frames.isEmpty()) {
      known = namer.name(site, frames, type).lock();
      fields.put(id, known);
    }
    return known;
  }
}
