package io.lockmeter.engine.instrument.monitor;

import io.lockmeter.bootstrap.AgentThread;
import io.lockmeter.bootstrap.InflatedMonitors;
import io.lockmeter.engine.config.Config;
import java.lang.ref.WeakReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the classes whose monitors are entered and left by nothing but rewritten code, so that
 * {@link InflatedMonitors} knows who holds them. Those of the JDK are not among them, nor are those
 * that inherit methods from it.
 *
 * <p>Wait-free and thread-safe. Says no to everything until {@link #start}.
 */
public final class TrackedClasses implements Predicate<Class<?>> {

  private static final Logger LOG = LoggerFactory.getLogger(TrackedClasses.class);
  private static final int ANSWERS = 1 << 10;

  private static final class Answer extends WeakReference<Class<?>> {
    final boolean tracked;

    Answer(Class<?> type, boolean tracked) {
      super(type);
      this.tracked = tracked;
    }
  }

  private final @Nullable Answer[] answers = new Answer[ANSWERS];
  private final LeftMonitors left;
  private final IgnoredClasses ignored;
  private final boolean all;
  private volatile boolean started;

  public TrackedClasses(MonitorRewriter rewriter, Config config) {
    this.left = rewriter.left();
    this.ignored = new IgnoredClasses(config.include(), config.exclude());
    this.all = config.include().isEmpty() && config.exclude().isEmpty();
  }

  /**
   * Begins to track monitors, soon and on a thread of the agent, unless this JVM keeps nothing in
   * the mark word of an inflated one that tells it from others.
   */
  public void start() {
    new AgentThread(this::compareMarks, "monitors").start();
  }

  private void compareMarks() {
    try {
      Object one = new Object();
      Object other = new Object();
      long mark = inflated(one);
      started = mark != 0 && mark != inflated(other);
    } catch (InterruptedException e) {
      LOG.warn("Inflated monitors are not tracked: interrupted; entering them costs more");
    }
  }

  private static long inflated(Object object) throws InterruptedException {
    synchronized (object) {
      object.wait(1);
      return InflatedMonitors.mark(object);
    }
  }

  @Override
  public boolean test(Class<?> type) {
    if (!started || left.mayBeAny()) {
      return false;
    }
    int slot = System.identityHashCode(type) & (ANSWERS - 1);
    Answer known = answers[slot];
    if (known == null || !known.refersTo(type)) {
      known = new Answer(type, tracked(type));
      answers[slot] = known;
    }
    return known.tracked;
  }

  private boolean tracked(Class<?> type) {
    // Code that the options leave out may use any plain object as a lock.
    if (type == Object.class || type.isArray()) {
      return all;
    }
    if (type == Class.class) {
      return all && !left.mayBeClassObjects();
    }
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      if (!MonitorTransformer.sees(c.getClassLoader())
          || ignored.contains(c.getModule(), c.getName().replace('.', '/'))
          || left.contains(c)) {
        return false;
      }
    }
    return true;
  }
}
