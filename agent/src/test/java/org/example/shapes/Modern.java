package org.example.shapes;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup.ClassOption;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Shapes that Java 8 does not have. */
public final class Modern {

  private static final Object LOCK = new Object();

  /** What a reflective call consists of, whose hidden classes have numbers for names. */
  private static final Pattern REFLECTION = Pattern.compile("reflect|^java\\.lang\\.invoke\\.");

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

  sealed interface Shape permits Circle, Square {
    int size();
  }

  record Circle(int radius) implements Shape {
    @Override
    public synchronized int size() {
      return radius * 2;
    }
  }

  static final class Square implements Shape {
    @Override
    public synchronized int size() {
      return 1;
    }

    /** Frames that are hidden from traces too. */
    synchronized String walk() {
      synchronized (LOCK) {
        return StackWalker.getInstance(StackWalker.Option.SHOW_HIDDEN_FRAMES)
            .walk(
                frames ->
                    frames
                        .takeWhile(frame -> !REFLECTION.matcher(frame.getClassName()).find())
                        .map(frame -> frame.getClassName() + ":" + frame.getLineNumber())
                        .collect(Collectors.joining(" ")));
      }
    }
  }

  public static int sealedTypes() {
    return new Circle(4).size() + new Square().size();
  }

  static final class Hidden implements Supplier<String> {

    private static synchronized boolean ofStatic() {
      return Thread.holdsLock(Hidden.class);
    }

    private synchronized boolean ofInstance() {
      return Thread.holdsLock(this);
    }

    @Override
    public String get() {
      synchronized (LOCK) {
        return "" + ofStatic() + ofInstance() + Hidden.class.isHidden() + Thread.holdsLock(LOCK);
      }
    }
  }

  /** A nestmate that no loader knows. */
  public static String hiddenClasses() throws IOException, ReflectiveOperationException {
    try (InputStream in = Modern.class.getResourceAsStream("Modern$Hidden.class")) {
      Class<?> type =
          MethodHandles.lookup()
              .defineHiddenClass(in.readAllBytes(), true, ClassOption.NESTMATE)
              .lookupClass();
      return ((Supplier<?>) type.getDeclaredConstructor().newInstance()).get().toString();
    }
  }

  public static String walked() {
    return new Square().walk();
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
