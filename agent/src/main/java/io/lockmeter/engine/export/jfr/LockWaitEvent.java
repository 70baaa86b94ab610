package io.lockmeter.engine.export.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.MemoryAddress;
import jdk.jfr.Name;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import jdk.jfr.Unsigned;
import org.jspecify.annotations.Nullable;

/**
 * One wait for a lock. The first three fields have the names and types of {@code
 * jdk.JavaMonitorEnter}, by which Mission Control groups both.
 */
@Name("lockmeter.LockWait")
@Registered(false)
@Label("Lock Wait")
@Description("Time that a thread waited for a lock")
@Category({"Java Application", "Lockmeter"})
@StackTrace
@Threshold("10 ms")
final class LockWaitEvent extends Event {

  @Label("Monitor Class")
  @Description("Class of the lock object")
  @Nullable Class<?> monitorClass;

  @Label("Previous Monitor Owner")
  @Description("Thread whose release ended the wait")
  @Nullable Thread previousOwner;

  @Label("Monitor Address")
  @Description("Identifies the lock object within this process; not a real address")
  @MemoryAddress
  @Unsigned
  long address;

  @Label("Lock")
  @Description("What the developer would call the lock")
  @LockName
  @Nullable String lock;

  @Label("Lock Kind")
  @Nullable String kind;

  @Label("Waiting Threads")
  @Description("Threads that waited for the lock, this one included")
  @Unsigned
  int waiters;

  @Label("Acquired")
  @Description("False if the wait timed out or was interrupted")
  boolean acquired;
}
