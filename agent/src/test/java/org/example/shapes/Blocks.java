package org.example.shapes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/** Synchronized blocks. */
public final class Blocks {

  private static final Object LOCK = new Object();
  private static final Object[] LOCKS = {new Object(), new Object()};
  private static int count;
  private static final int INITIAL;

  static {
    int sum = 0;
    synchronized (LOCK) {
      for (int i = 0; i < 4; i++) {
        sum += i;
      }
    }
    INITIAL = sum;
  }

  private final List<String> seen = new ArrayList<>();
  private int value;

  private Blocks(int value) {
    synchronized (LOCK) {
      this.value = value;
      seen.add("made");
    }
  }

  private static final class Derived extends IllegalStateException {
    private static final long serialVersionUID = 1;
    private final int size;

    Derived(String text) {
      super(prefixed(text));
      synchronized (this) {
        size = text.length();
      }
    }

    private static String prefixed(String text) {
      synchronized (LOCK) {
        return "<" + text;
      }
    }
  }

  public static int staticInitializer() {
    return INITIAL;
  }

  public static String constructors() {
    Blocks blocks = new Blocks(7);
    Derived derived = new Derived("abc");
    return blocks.value + blocks.seen.toString() + derived.getMessage() + derived.size;
  }

  public static int empty() {
    synchronized (LOCK) {
    }
    return 1;
  }

  public static String nested() {
    StringBuilder text = new StringBuilder();
    synchronized (LOCKS[0]) {
      text.append(Thread.holdsLock(LOCKS[1]));
      synchronized (LOCKS[1]) {
        text.append(Thread.holdsLock(LOCKS[0]) && Thread.holdsLock(LOCKS[1]));
      }
      text.append(Thread.holdsLock(LOCKS[1]));
    }
    return text.append(Thread.holdsLock(LOCKS[0])).toString();
  }

  public static int nestedOnTheSame() {
    Object lock = LOCK;
    synchronized (lock) {
      synchronized (lock) {
        return ++count - count;
      }
    }
  }

  public static int oneAfterTheOther() {
    int sum = 0;
    synchronized (LOCK) {
      sum += 1;
    }
    synchronized (LOCKS[0]) {
      sum += 2;
    }
    synchronized (LOCK) {
      sum += 3;
    }
    return sum;
  }

  public static String returns() {
    return first(new int[] {3, 5, 8}, 4) + " " + first(new int[] {1}, 4) + wide(2) + wide(-2);
  }

  private static int first(int[] numbers, int limit) {
    synchronized (LOCK) {
      for (int number : numbers) {
        if (number > limit) {
          return number;
        }
      }
    }
    return -1;
  }

  private static double wide(long x) {
    synchronized (LOCK) {
      if (x < 0) {
        return -x * 0.5d;
      }
      long y = x << 33;
      return y + 0.25d;
    }
  }

  public static String loops() {
    StringBuilder text = new StringBuilder();
    outer:
    for (int i = 0; i < 5; i++) {
      synchronized (LOCKS[i & 1]) {
        if (i == 1) {
          continue;
        }
        for (int j = 0; j < 3; j++) {
          synchronized (LOCK) {
            if (j == 2) {
              continue outer;
            }
            if (i == 3) {
              break outer;
            }
            text.append(i).append(j).append(' ');
          }
        }
      }
    }
    return text.toString();
  }

  public static int loopAtTheStart() {
    int i = 0;
    synchronized (LOCK) {
      while (i < 10) {
        i += 3;
      }
    }
    synchronized (LOCK) {
      do {
        i--;
      } while (i > 5);
    }
    return i;
  }

  public static String tryAtTheStart() {
    synchronized (LOCK) {
      try {
        return Integer.toString(Integer.parseInt("x"));
      } catch (NumberFormatException e) {
        return e.getMessage();
      }
    }
  }

  public static String finallyInside() {
    List<String> steps = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      steps.add(step(i, steps));
    }
    return steps.toString();
  }

  private static String step(int i, List<String> steps) {
    synchronized (LOCK) {
      try {
        if (i == 1) {
          throw new IllegalStateException("one");
        }
        return "step" + i;
      } catch (IllegalStateException e) {
        return e.getMessage();
      } finally {
        steps.add("finally" + Thread.holdsLock(LOCK));
      }
    }
  }

  public static String finallyAround() {
    StringBuilder text = new StringBuilder();
    try {
      synchronized (LOCK) {
        text.append(1 / (count - count));
      }
    } catch (ArithmeticException e) {
      text.append(e.getMessage());
    } finally {
      text.append(Thread.holdsLock(LOCK));
      synchronized (LOCKS[0]) {
        text.append('.');
      }
    }
    return text.toString();
  }

  public static void exceptionThrough() {
    synchronized (LOCK) {
      synchronized (LOCKS[1]) {
        count++;
        throw new IllegalArgumentException("thrown inside");
      }
    }
  }

  public static void nullMonitor() {
    Object nothing = count < 0 ? LOCK : null;
    synchronized (nothing) {
      count++;
    }
  }

  public static int resources() throws IOException {
    synchronized (LOCK) {
      try (InputStream in = new ByteArrayInputStream(new byte[] {4, 2})) {
        return in.read() * 10 + in.read();
      }
    }
  }

  public static String switches() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      synchronized (LOCK) {
        switch (i) {
          case 0:
            text.append('a');
            break;
          case 2:
            continue;
          case 3:
            text.append('d');
          // fall through
          default:
            text.append('z');
        }
      }
      text.append(i);
    }
    return text.toString();
  }

  public static int lambdas() {
    IntSupplier supplier =
        () -> {
          synchronized (LOCK) {
            return INITIAL + 1;
          }
        };
    return supplier.getAsInt();
  }

  private final class Inner {
    int outerValue() {
      synchronized (Blocks.this) {
        return value;
      }
    }
  }

  public static int innerClasses() {
    Blocks blocks = new Blocks(11);
    Inner inner = blocks.new Inner();
    Object anonymous =
        new Object() {
          @Override
          public String toString() {
            synchronized (blocks.seen) {
              return "" + blocks.seen.size();
            }
          }
        };
    return inner.outerValue() + anonymous.toString().length();
  }

  public static boolean waits() throws InterruptedException {
    synchronized (LOCK) {
      LOCK.wait(1);
      LOCK.notifyAll();
      return Thread.holdsLock(LOCK);
    }
  }

  public static String waitsInAllWays() throws InterruptedException {
    StringBuilder trail = new StringBuilder();
    synchronized (LOCK) {
      LOCK.wait(0, 1);
      LOCK.wait(1, 999_999);
      try {
        LOCK.wait(-1);
      } catch (IllegalArgumentException e) {
        trail.append(e.getMessage());
      }
      try {
        LOCK.wait(1, 1_000_000);
      } catch (IllegalArgumentException e) {
        trail.append(e.getMessage());
      }
      Thread.currentThread().interrupt();
      try {
        LOCK.wait();
      } catch (InterruptedException e) {
        trail.append(Thread.holdsLock(LOCK));
      }
    }
    return trail.toString();
  }

  /** The monitor is entered by the caller. */
  public static int waitsInAMethodWithoutAMonitor() throws InterruptedException {
    int result = 1;
    synchronized (LOCK) {
      for (long millis = 1; millis < 3; millis++) {
        result = result * 31 + waitFor(millis, "x" + result);
      }
    }
    return result;
  }

  private static int waitFor(long millis, String text) throws InterruptedException {
    int length = text.length();
    LOCK.wait(length > 100 ? 0 : millis, length > 100 ? 7 : (int) millis);
    return length + text.hashCode();
  }

  public static long depth() {
    return recurse(30);
  }

  private static long recurse(int n) {
    synchronized (LOCK) {
      return n == 0 ? 1 : n + recurse(n - 1);
    }
  }

  public static String reassigned() {
    Object lock = LOCK;
    synchronized (lock) {
      lock = LOCKS[0];
      count++;
    }
    return Thread.holdsLock(LOCK) + "" + (lock == LOCKS[0]);
  }

  public static String stackOverflow() {
    Blocks blocks = new Blocks(0);
    try {
      blocks.forever();
    } catch (StackOverflowError e) {
      return "overflow " + Thread.holdsLock(LOCK) + Thread.holdsLock(blocks);
    }
    return "never";
  }

  private int forever() {
    try {
      synchronized (this) {
        synchronized (LOCK) {
          return forever() + 1;
        }
      }
    } finally {
      value++;
    }
  }
}
