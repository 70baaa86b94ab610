package org.example.shapes;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Vector;

/** Synchronized methods. */
public class Methods {

  private static int calls;

  private int number = 5;
  private Object other = new Object();

  synchronized void ofVoid() {
    number++;
  }

  synchronized boolean ofBoolean(boolean a, byte b) {
    return a == b > 3;
  }

  synchronized byte ofByte(byte a) {
    return (byte) (a + 1);
  }

  synchronized char ofChar(char a) {
    return a++;
  }

  synchronized short ofShort(int a) {
    return (short) a;
  }

  synchronized int ofInt(int a, long b, int c) {
    return a + (int) b + c;
  }

  synchronized long ofLong(long a, Object b, double c) {
    if (b == null) {
      return a;
    }
    return (long) (a + c);
  }

  synchronized float ofFloat(double a) {
    return (float) a / 3;
  }

  synchronized double ofDouble(float... a) {
    double sum = 0;
    for (float x : a) {
      sum += x;
    }
    return sum;
  }

  synchronized String ofObject(Object a) {
    a = a + "!";
    return a.toString();
  }

  synchronized int[] ofArray(int n) {
    return new int[n];
  }

  public static String returnTypes() {
    Methods m = new Methods();
    m.ofVoid();
    return m.number
        + " "
        + m.ofBoolean(true, (byte) 4)
        + m.ofByte((byte) 127)
        + m.ofChar('x')
        + m.ofShort(70000)
        + m.ofInt(1, 2L << 20, 3)
        + m.ofLong(9, null, 1)
        + m.ofLong(9, m, 1.5)
        + m.ofFloat(1)
        + m.ofDouble(1, 2, 3.5f)
        + m.ofObject("o")
        + Arrays.toString(m.ofArray(2));
  }

  public static synchronized String staticMethod() {
    return Thread.holdsLock(Methods.class) + "" + ofStatic(3, 4L) + calls++ * 0;
  }

  private static synchronized double ofStatic(int a, long b) {
    return a * b;
  }

  public static synchronized void staticThrows() {
    calls++;
    Object[] strings = new String[1];
    strings[0] = 1;
  }

  public static String holds() {
    Methods m = new Methods();
    return m.isHeld() + "" + Thread.holdsLock(m) + Thread.holdsLock(Methods.class);
  }

  synchronized boolean isHeld() {
    return Thread.holdsLock(this);
  }

  public static int throwsFromTheFirstLine() {
    return new Methods().throwing(0);
  }

  public static int throwsFromALaterLine() {
    return new Methods().throwing(1);
  }

  synchronized int throwing(int way) {
    if (way == 0) throw new UnsupportedOperationException("first line");
    String text = "later";
    return text.charAt(number + way + 17);
  }

  public static void onlyThrows() {
    new Methods().thrower();
  }

  private synchronized void thrower() {
    throw new IllegalStateException();
  }

  public static int loopFirst() {
    Methods m = new Methods();
    return m.countDown() + m.endless();
  }

  synchronized int countDown() {
    while (number > 0) {
      number--;
    }
    return number;
  }

  private synchronized int endless() {
    for (; ; ) {
      if (++number > 9) {
        return number;
      }
    }
  }

  public static String finallyInside() {
    Methods m = new Methods();
    return m.guarded(1) + m.guarded(0) + m.number;
  }

  synchronized String guarded(int divisor) {
    try {
      return "" + 10 / divisor;
    } catch (ArithmeticException e) {
      return "caught";
    } finally {
      number += 10;
    }
  }

  public static String blocksInside() {
    Methods m = new Methods();
    return m.withBlock(3) + m.withBlock(-1) + m.withOwnBlock() + Thread.holdsLock(m.other);
  }

  synchronized String withBlock(int x) {
    synchronized (other) {
      if (x < 0) {
        return "negative";
      }
      other = new Object();
    }
    return "x" + x;
  }

  synchronized int withOwnBlock() {
    synchronized (this) {
      return number;
    }
  }

  public static long recursion() {
    return new Methods().factorial(15);
  }

  synchronized long factorial(int n) {
    return n < 2 ? 1 : n * factorial(n - 1);
  }

  public static boolean waits() throws InterruptedException {
    return new Methods().waitALittle();
  }

  synchronized boolean waitALittle() throws InterruptedException {
    wait(1);
    notifyAll();
    return Thread.holdsLock(this);
  }

  /** Has a bridge method, which is synchronized with some compilers. */
  abstract static class Box<T> {
    abstract T get(T other);

    synchronized native void neverCalled();
  }

  static final class TextBox extends Box<String> {
    @Override
    synchronized String get(String other) {
      return other + Thread.holdsLock(this);
    }
  }

  @SuppressWarnings({"rawtypes", "unchecked"})
  public static Object bridge() {
    return ((Box) new TextBox()).get("b");
  }

  @SuppressWarnings({"rawtypes", "unchecked"})
  public static Object bridgeThrows() {
    return ((Box) new TextBox()).get(1);
  }

  enum Planet {
    EARTH {
      @Override
      synchronized String orbit() {
        return super.orbit() + Thread.holdsLock(this);
      }
    };

    synchronized String orbit() {
      return name();
    }
  }

  public static String enums() {
    return Planet.EARTH.orbit();
  }

  static class Sent implements Serializable {
    int size = 4;

    public synchronized int size() {
      synchronized (Methods.class) {
        return size;
      }
    }

    int plain() {
      synchronized (this) {
        return size;
      }
    }
  }

  static class Kept implements Serializable {
    synchronized int keeps() {
      return 6;
    }
  }

  static final class OfTheJdk extends Vector<String> {
    int addsUp() {
      synchronized (this) {
        return size() + elementCount;
      }
    }
  }

  public static int extended() {
    OfTheJdk list = new OfTheJdk();
    list.add("a");
    return list.addsUp() + new Kept().keeps();
  }

  public static int serializable() {
    Sent sent = new Sent();
    return sent.size() + sent.plain();
  }

  public static String stackOverflow() {
    Methods m = new Methods();
    try {
      m.forever();
    } catch (StackOverflowError e) {
      return "overflow " + Thread.holdsLock(m);
    }
    return "never";
  }

  synchronized int forever() {
    return forever() + 1;
  }
}
