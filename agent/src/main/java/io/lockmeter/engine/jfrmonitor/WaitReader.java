package io.lockmeter.engine.jfrmonitor;

import io.lockmeter.engine.record.MeasuredWait;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedClassLoader;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import org.jspecify.annotations.Nullable;

/** Turns events of the JVM into waits. Not safe for use by several threads. */
final class WaitReader {

  /** Frames kept beyond the site, in case the monitor was handed down as a parameter. */
  private static final int CALLERS = 3;

  private final WaitFilter filter;
  private final MonitorNames names;
  private final MonitorWaits waits;

  WaitReader(WaitFilter filter, MonitorNames names, MonitorWaits waits) {
    this.filter = filter;
    this.names = names;
    this.waits = waits;
  }

  void read(RecordedEvent event) {
    RecordedThread thread = event.getThread();
    List<RecordedFrame> recorded = frames(event.getStackTrace());
    if (thread == null || recorded.isEmpty()) {
      return;
    }
    if (thread.getJavaName() == null || WaitFilter.ownThread(thread.getJavaName())) {
      return;
    }
    if (!filter.accepts(frame(recorded.get(0)))) {
      return;
    }
    List<Frame> stack = new ArrayList<>();
    String site = site(recorded, stack);
    RecordedClass monitorClass = event.getClass("monitorClass");
    String lockClass = monitorClass == null ? "java.lang.Object" : monitorClass.getName();
    String lock = names.name(stack, lockClass, site);
    if (lock == null) {
      return;
    }
    RecordedThread previous = event.getThread("previousOwner");
    waits.waited(
        new MeasuredWait(
            lock,
            lockClass,
            site,
            thread.getJavaThreadId(),
            event.getDuration().toNanos(),
            previous == null ? null : previous.getJavaName(),
            previous == null ? 0 : previous.getJavaThreadId(),
            insideIdle(recorded)));
  }

  /**
   * The frames that JFR has a method for. It has none for code that another agent has replaced
   * since; where that is the code that entered the monitor, nobody can tell whether its own hooks
   * have reported the wait.
   */
  private static List<RecordedFrame> frames(@Nullable RecordedStackTrace trace) {
    List<RecordedFrame> known = new ArrayList<>();
    if (trace != null && !trace.getFrames().isEmpty()) {
      List<RecordedFrame> all = trace.getFrames();
      if (all.get(0).getMethod() != null) {
        all.stream().filter(frame -> frame.getMethod() != null).forEach(known::add);
      }
    }
    return known;
  }

  private static boolean insideIdle(List<RecordedFrame> frames) {
    for (RecordedFrame frame : frames) {
      RecordedMethod method = frame.getMethod();
      if (IdleFrames.contains(method.getType().getName(), method.getName())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Fills {@code stack} from the innermost frame to a few callers of the site, and labels the site.
   */
  private String site(List<RecordedFrame> recorded, List<Frame> stack) {
    int end = recorded.size();
    String site = null;
    for (int i = 0; i < end; i++) {
      Frame frame = frame(recorded.get(i));
      if (i == 0 && frame.application()) {
        frame = names.atEntry(frame);
      }
      stack.add(frame);
      if (site == null && frame.application()) {
        site = frame.label();
        end = Math.min(end, i + 1 + CALLERS);
      }
    }
    return site != null ? site : stack.get(0).label();
  }

  private static Frame frame(RecordedFrame recorded) {
    RecordedMethod method = recorded.getMethod();
    RecordedClass type = method.getType();
    return new Frame(
        type.getName(),
        method.getName(),
        method.getDescriptor(),
        recorded.getBytecodeIndex(),
        recorded.getLineNumber(),
        jdk(type.getClassLoader()),
        method.isHidden() || type.getName().contains("$$Lambda"));
  }

  private static boolean jdk(RecordedClassLoader loader) {
    return loader == null
        || loader.getType() == null
        || loader
            .getType()
            .getName()
            .equals("jdk.internal.loader.ClassLoaders$PlatformClassLoader");
  }
}
