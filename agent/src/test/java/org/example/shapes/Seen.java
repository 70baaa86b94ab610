package org.example.shapes;

import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** What a program sees of itself: stack traces, messages, serial versions. */
public final class Seen {

  private static final Object LOCK = new Object();
  private static Object nothing;

  private Seen next;
  private final Object[] locks = {LOCK, LOCK};

  private Seen() {}

  /** The frames down to the last one of the program, whatever lies between. */
  private static String trail(StackTraceElement[] trace) {
    int depth = trace.length;
    while (depth > 0 && !trace[depth - 1].getClassName().startsWith("org.example.")) {
      depth--;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      text.append(trace[i].getClassName()).append('.').append(trace[i].getMethodName());
      text.append(':').append(trace[i].getLineNumber()).append(' ');
    }
    return text.toString();
  }

  public static String ofTheThread() {
    return new Seen().inMethod();
  }

  private synchronized String inMethod() {
    return inBlock() + trail(Thread.currentThread().getStackTrace());
  }

  private String inBlock() {
    synchronized (LOCK) {
      return ofStatic() + trail(Thread.currentThread().getStackTrace());
    }
  }

  private static synchronized String ofStatic() {
    Callable<String> inside =
        () -> {
          synchronized (LOCK) {
            return trail(new Throwable().getStackTrace());
          }
        };
    try {
      return inside.call();
    } catch (Exception e) {
      return trail(e.getStackTrace());
    }
  }

  public static String thrownThrough() {
    try {
      new Seen().throwing(4);
      return "nothing";
    } catch (IllegalStateException e) {
      return trail(e.getStackTrace()) + e.getSuppressed().length;
    }
  }

  private synchronized void throwing(int depth) {
    synchronized (LOCK) {
      if (depth == 0) {
        throw new IllegalStateException("at the bottom");
      }
      throwing(depth - 1);
    }
  }

  public static void nothingInAField() {
    synchronized (nothing) {
      throw new IllegalStateException();
    }
  }

  public static void nothingInAnObject() {
    Seen seen = new Seen();
    synchronized (seen.next) {
      throw new IllegalStateException();
    }
  }

  public static void nothingInTheNext() {
    Seen seen = new Seen();
    synchronized (seen.next.locks) {
      throw new IllegalStateException();
    }
  }

  public static void nothingInAnArray() {
    Seen seen = new Seen();
    seen.locks[1] = nothing;
    int index = 1;
    synchronized (seen.locks[index]) {
      throw new IllegalStateException();
    }
  }

  public static void nothingReturned() {
    synchronized (new Seen().returned()) {
      throw new IllegalStateException();
    }
  }

  private synchronized Object returned() {
    return nothing;
  }

  public static void nothingGiven() {
    enter(null, 2L, null);
  }

  private static void enter(Object first, long second, Object third) {
    synchronized (third) {
      throw new IllegalStateException();
    }
  }

  public static void nothingAtAll() {
    synchronized ((Object) null) {
      throw new IllegalStateException();
    }
  }

  public static void nothingInside() {
    String text = nothing == null ? null : "text";
    synchronized (LOCK) {
      synchronized (Seen.class) {
        text.length();
      }
    }
  }

  public static int nothingInsideAMethod() {
    return new Seen().depth(null);
  }

  private synchronized int depth(Seen other) {
    return other.depth(null);
  }

  public static void notifiesNobody() {
    synchronized (LOCK) {
      Seen.class.notify();
    }
  }

  public static boolean ofAValue() {
    Object value = Integer.valueOf(1);
    synchronized (value) {
      return Thread.holdsLock(Integer.valueOf(1));
    }
  }

  public static String throughAProxy() {
    Seen seen = new Seen();
    InvocationHandler handler =
        new InvocationHandler() {
          @Override
          public synchronized Object invoke(Object proxy, Method method, Object[] arguments) {
            return seen.locks.length + method.getName() + Thread.holdsLock(this);
          }
        };
    ClassLoader loader = Seen.class.getClassLoader();
    Object proxy = Proxy.newProxyInstance(loader, new Class<?>[] {Callable.class}, handler);
    try {
      synchronized (proxy) {
        return ((Callable<?>) proxy).call().toString();
      }
    } catch (Exception e) {
      return e.toString();
    }
  }

  static class Computed implements Serializable {
    public synchronized int method() {
      return 1;
    }
  }

  static class OfPrivate implements Serializable {
    private synchronized int method() {
      return 1;
    }
  }

  static class Boxed implements Serializable {
    private static final Long serialVersionUID = 7L;

    public synchronized long method() {
      return serialVersionUID;
    }
  }

  static class Boolean implements Serializable {
    private static final boolean serialVersionUID = true;

    public synchronized boolean method() {
      return serialVersionUID;
    }
  }

  static class Short implements Serializable {
    private static final short serialVersionUID = 7;

    public synchronized short method() {
      return serialVersionUID;
    }
  }

  public static String serialVersions() {
    List<String> versions = new ArrayList<>();
    for (Class<?> type :
        new Class<?>[] {
          Computed.class, OfPrivate.class, Boxed.class, Boolean.class, Short.class, Failure.class
        }) {
      versions.add(Long.toString(ObjectStreamClass.lookup(type).getSerialVersionUID()));
    }
    return versions.toString()
        + new Computed().method()
        + new OfPrivate().method()
        + new Boxed().method()
        + new Boolean().method()
        + new Short().method();
  }

  static class Failure extends Exception {
    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }
}
