package org.example.shapes;

import java.util.function.Supplier;

/** Shapes that Java 8 does not have. */
public final class Modern {

  private static final Object LOCK = new Object();

  private Modern() {}

  record Point(int x, int y) {

    Point {
      synchronized (LOCK) {
        if (x < 0) {
          throw new IllegalArgumentException("negative: " + x);
        }
      }
    }

    synchronized int sum() {
      return x + y;
    }
  }

  interface Shared {

    static int ofInterface(int n) {
      synchronized (Shared.class) {
        return n + 1;
      }
    }

    private int own() {
      synchronized (this) {
        return hashCode() * 0 + 3;
      }
    }

    default int twice() {
      synchronized (LOCK) {
        return own() * 2;
      }
    }
  }

  public static int records() {
    return new Point(2, 3).sum();
  }

  public static void recordThrows() {
    new Point(-1, 0);
  }

  public static int interfaces() {
    return Shared.ofInterface(4) + new Shared() {}.twice();
  }

  public static String expressions() {
    Supplier<String> text =
        () -> {
          synchronized (LOCK) {
            Object o = LOCK.hashCode() == 0 ? "s" : Integer.valueOf(4);
            return o instanceof Integer i && i > 3
                ? switch (i) {
                  case 4 -> "four";
                  default -> "more";
                }
                : "no";
          }
        };
    return text.get();
  }
}
