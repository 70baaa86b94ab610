package io.lockmeter.safety.classfiles;

import java.lang.reflect.InvocationTargetException;

/**
 * Prints what {@code run} of each class that is named gives, with the whole way of what it throws.
 */
final class HandMadeProgram {

  private HandMadeProgram() {}

  public static void main(String[] names) throws Exception {
    for (String name : names) {
      System.out.println(name + ": " + outcome(name));
    }
  }

  private static String outcome(String name) throws IllegalAccessException {
    try {
      return String.valueOf(Class.forName(name).getMethod("run").invoke(null));
    } catch (InvocationTargetException e) {
      StringBuilder text = new StringBuilder().append(e.getCause());
      for (StackTraceElement frame : e.getCause().getStackTrace()) {
        if (frame.getClassName().contains("reflect")) {
          break;
        }
        text.append(" at ").append(frame);
      }
      return text.toString();
    } catch (NoSuchMethodException | ClassNotFoundException | LinkageError e) {
      return e.getClass().getName();
    }
  }
}
