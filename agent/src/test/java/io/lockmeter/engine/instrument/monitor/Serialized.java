package io.lockmeter.engine.instrument.monitor;

import java.io.Externalizable;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.Serializable;

/** Classes whose serial version counts in their synchronized methods, or does not. */
@SuppressWarnings("serial")
final class Serialized {

  private Serialized() {}

  static class Direct implements Serializable {
    public synchronized void method() {}
  }

  static class Hidden implements Serializable {
    private synchronized void method() {}
  }

  static class Declared implements Serializable {
    private static final long serialVersionUID = 42;

    public synchronized void method() {}
  }

  /** The JDK takes no notice of a version that is an object. */
  static class Boxed implements Serializable {
    private static final Long serialVersionUID = 42L;

    public synchronized void method() {}
  }

  /** Nor of one of another type. */
  static class Flagged implements Serializable {
    private static final boolean serialVersionUID = true;

    public synchronized void method() {}
  }

  static class OfShort implements Serializable {
    private static final short serialVersionUID = 42;

    public synchronized void method() {}
  }

  static class Inherited extends Hidden {
    synchronized void method() {}
  }

  interface Marked extends Runnable, Serializable {}

  static class ByInterface implements Marked {
    @Override
    public synchronized void run() {}
  }

  static class Failure extends RuntimeException {
    public synchronized void method() {}
  }

  static class External implements Externalizable {
    @Override
    public synchronized void writeExternal(ObjectOutput out) {}

    @Override
    public void readExternal(ObjectInput in) {}
  }

  enum Color {
    RED {
      @Override
      synchronized void method() {}
    };

    synchronized void method() {}
  }

  record Pair(int a) implements Serializable {
    synchronized void method() {}
  }

  static class Plain implements Runnable, Comparable<Plain> {
    @Override
    public synchronized void run() {}

    @Override
    public synchronized int compareTo(Plain other) {
      return 0;
    }
  }

  static class Below extends Plain {
    synchronized void method() {}
  }
}
