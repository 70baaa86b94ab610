package io.lockmeter.missioncontrol;

import java.nio.file.Path;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Percentage;
import jdk.jfr.Recording;
import jdk.jfr.Timespan;
import jdk.jfr.Unsigned;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;

/** Recordings with hand-made events, which have the names and fields of the agent's. */
final class RecordedEvents {

  private RecordedEvents() {}

  @Name("lockmeter.LockStatistics")
  static final class Statistics extends Event {
    @Nullable String lock;
    @Nullable String kind;
    @Unsigned long acquisitions;
    @Unsigned long contended;

    @Timespan(Timespan.NANOSECONDS)
    long waitTime;

    @Timespan(Timespan.NANOSECONDS)
    long holdTime;

    @Timespan(Timespan.NANOSECONDS)
    long executionTime;

    @Percentage double waitRatioWindow;
    @Percentage double waitRatioPeak;
    boolean everFlagged;

    @Timespan(Timespan.NANOSECONDS)
    long uptime;
  }

  @Name("lockmeter.LockSite")
  static final class Site extends Event {
    @Nullable String lock;
    @Nullable String kind;
    @Nullable String role;
    @Nullable String site;

    @Timespan(Timespan.NANOSECONDS)
    long waitTime;
  }

  /** Totals of {@code lock} when the agent was up for so many seconds. */
  static Statistics totals(
      String lock, double uptime, long contended, double wait, double execution) {
    Statistics event = new Statistics();
    event.lock = lock;
    event.kind = "reentrant";
    event.contended = contended;
    event.acquisitions = 2 * contended;
    event.waitTime = nanos(wait);
    event.executionTime = nanos(execution);
    event.uptime = nanos(uptime);
    return event;
  }

  static Site site(String lock, String role, String site, double wait) {
    Site event = new Site();
    event.lock = lock;
    event.kind = "reentrant";
    event.role = role;
    event.site = site;
    event.waitTime = nanos(wait);
    return event;
  }

  private static long nanos(double seconds) {
    return (long) (seconds * 1e9);
  }

  static IItemCollection record(Path file, Event... events) throws Exception {
    try (Recording recording = new Recording()) {
      recording.start();
      for (Event event : events) {
        event.commit();
      }
      recording.stop();
      recording.dump(file);
    }
    return JfrLoaderToolkit.loadEvents(file.toFile());
  }
}
