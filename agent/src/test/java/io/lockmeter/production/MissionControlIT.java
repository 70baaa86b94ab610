package io.lockmeter.production;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.testing.ChildJvm;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmc.common.IMCThread;
import org.openjdk.jmc.common.IMCType;
import org.openjdk.jmc.common.item.IItem;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.item.IItemIterable;
import org.openjdk.jmc.common.item.IMemberAccessor;
import org.openjdk.jmc.common.item.ItemFilters;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;
import org.openjdk.jmc.flightrecorder.jdk.JdkAttributes;

/**
 * A recording that the user made with nothing but the JVM's own option, read by Mission Control.
 */
class MissionControlIT {

  @TempDir private Path directory;

  @Test
  void recording_showsWaitsWithClassOwnerAndAddress() throws Exception {
    Path recording = directory.resolve("run.jfr");
    ChildJvm.Result run =
        new ChildJvm()
            .option(
                "-XX:StartFlightRecording:filename="
                    + recording
                    + ",settings=default,+lockmeter.LockStatistics#period=100ms")
            .agent("")
            .run(SteadyContention.class, "60");
    assertThat(run.exit()).as(run.err()).isZero();

    IItemCollection events = JfrLoaderToolkit.loadEvents(recording.toFile());
    int waits = 0;
    int owned = 0;
    for (IItemIterable items : events.apply(ItemFilters.type("lockmeter.LockWait"))) {
      IMemberAccessor<IMCType, IItem> type =
          requireNonNull(JdkAttributes.MONITOR_CLASS.getAccessor(items.getType()));
      IMemberAccessor<IMCThread, IItem> owner =
          requireNonNull(JdkAttributes.MONITOR_PREVIOUS_OWNER.getAccessor(items.getType()));
      IMemberAccessor<IQuantity, IItem> address =
          requireNonNull(JdkAttributes.MONITOR_ADDRESS.getAccessor(items.getType()));
      for (IItem item : items) {
        waits++;
        assertThat(type.getMember(item).getFullName()).isEqualTo(ReentrantLock.class.getName());
        assertThat(address.getMember(item).longValue()).isPositive();
        IMCThread previous = owner.getMember(item);
        if (previous != null) {
          owned++;
          assertThat(previous.getThreadName()).startsWith("worker-");
        }
      }
    }
    assertThat(waits).isPositive();
    assertThat(owned).isPositive();
    for (String other : new String[] {"LockStatistics", "LockSite", "Status"}) {
      assertThat(events.apply(ItemFilters.type("lockmeter." + other)).hasItems())
          .as(other)
          .isTrue();
    }
  }
}
