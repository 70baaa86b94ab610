package io.lockmeter.engine.record;

import org.jspecify.annotations.Nullable;

/**
 * How much of a lock's wait belongs to one site, or to one holder. Weighted estimates: shares of
 * the exact total, not totals. Two threads that write at once may lose one of the two.
 */
final class SiteCell {

  /** Cells of a lock beyond which further sites are put together. */
  static final int MAX = 16;

  final Site site;
  final @Nullable SiteCell next;
  long count;
  long waitNanos;
  String thread = "";

  SiteCell(Site site, @Nullable SiteCell next) {
    this.site = site;
    this.next = next;
  }

  static @Nullable SiteCell find(@Nullable SiteCell head, Site site) {
    for (SiteCell cell = head; cell != null; cell = cell.next) {
      if (cell.site == site) {
        return cell;
      }
    }
    return null;
  }

  static int length(@Nullable SiteCell head) {
    int n = 0;
    for (SiteCell cell = head; cell != null; cell = cell.next) {
      n++;
    }
    return n;
  }
}
