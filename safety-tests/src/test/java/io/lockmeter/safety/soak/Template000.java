package io.lockmeter.safety.soak;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A class that is defined again and again, under names of the same length, by loaders that are then
 * dropped. Its locks are held by itself, as those of singletons are.
 */
public final class Template000 implements Redeployed {

  private static final Template000 INSTANCE = new Template000();

  private static final String NAME = Template000.class.getName();

  private final OwnLock lock = new OwnLock();
  private final OwnMonitor monitor = new OwnMonitor();
  private int entries;

  public Template000() {}

  @Override
  public List<Subject> subjects() {
    return List.of(new OfLock(), new OfBlock(), new OfMethod());
  }

  @Override
  public boolean attempt(ReentrantLock lock) throws InterruptedException {
    return lock.tryLock(1, TimeUnit.NANOSECONDS);
  }

  private static final class OwnLock extends ReentrantLock {
    private static final long serialVersionUID = 1;
  }

  private static final class OwnMonitor {}

  private synchronized void holdThis(Runnable inside) {
    inside.run();
  }

  private synchronized void enterThis() {
    entries++;
  }

  private static final class OfLock implements Subject {
    @Override
    public void hold(Runnable inside) {
      INSTANCE.lock.lock();
      try {
        inside.run();
      } finally {
        INSTANCE.lock.unlock();
      }
    }

    @Override
    public void attempt() {
      INSTANCE.lock.lock();
      INSTANCE.lock.unlock();
    }

    @Override
    public String label() {
      return NAME + ".lock reentrant";
    }
  }

  private static final class OfBlock implements Subject {
    @Override
    public void hold(Runnable inside) {
      synchronized (INSTANCE.monitor) {
        inside.run();
      }
    }

    @Override
    public void attempt() {
      synchronized (INSTANCE.monitor) {
        INSTANCE.entries++;
      }
    }

    @Override
    public String label() {
      return NAME + ".monitor monitor";
    }
  }

  private static final class OfMethod implements Subject {
    @Override
    public void hold(Runnable inside) {
      INSTANCE.holdThis(inside);
    }

    @Override
    public void attempt() {
      INSTANCE.enterThis();
    }

    @Override
    public String label() {
      return NAME + " monitor";
    }
  }
}
