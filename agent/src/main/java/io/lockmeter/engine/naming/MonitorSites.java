package io.lockmeter.engine.naming;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The places where rewritten code enters monitors, by the number that the code passes. Bounded;
 * safe for use by all threads; look-ups are wait-free.
 */
public final class MonitorSites {

  /** Sites of about 100 bytes each; a class that does not fit is left as it is. */
  private static final int CHUNK = 1024;

  private static final int CHUNKS = 256;

  private final AtomicReferenceArray<MonitorSite @Nullable []> chunks =
      new AtomicReferenceArray<>(CHUNKS);
  private final AtomicInteger next = new AtomicInteger();

  /** Numbers {@code site}, or returns -1 if there is no room. */
  public int add(MonitorSite site) {
    int id = next.getAndIncrement();
    if (id >= CHUNK * CHUNKS || id < 0) {
      next.set(CHUNK * CHUNKS);
      return -1;
    }
    int chunk = id / CHUNK;
    if (chunks.get(chunk) == null) {
      chunks.compareAndSet(chunk, null, new MonitorSite[CHUNK]);
    }
    MonitorSite[] sites = chunks.get(chunk);
    if (sites == null) {
      return -1;
    }
    sites[id % CHUNK] = site;
    return id;
  }

  public @Nullable MonitorSite get(int id) {
    MonitorSite[] sites = id < 0 || id >= CHUNK * CHUNKS ? null : chunks.get(id / CHUNK);
    return sites == null ? null : sites[id % CHUNK];
  }
}
