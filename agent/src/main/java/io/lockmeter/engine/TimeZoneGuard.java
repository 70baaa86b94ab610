package io.lockmeter.engine;

import java.util.TimeZone;

/**
 * Lets JFR start without settling the JVM's default time zone, which it does on the way: an
 * application that sets {@code user.timezone} in {@code main} would then no longer be heard.
 */
final class TimeZoneGuard {

  private static final String PROPERTY = "user.timezone";

  private TimeZoneGuard() {}

  /** Runs {@code task}, and leaves the time zone unsettled if it was before. */
  static void run(Runnable task) {
    String before = System.getProperty(PROPERTY);
    if (before != null && !before.isEmpty()) {
      task.run();
      return;
    }
    String settled = TimeZone.getDefault().getID();
    try {
      task.run();
    } finally {
      // Another zone has been set by the application itself, which is to stay.
      if (TimeZone.getDefault().getID().equals(settled)) {
        if (settled.equals(System.getProperty(PROPERTY))) {
          System.clearProperty(PROPERTY);
        }
        TimeZone.setDefault(null);
      }
    }
  }
}
