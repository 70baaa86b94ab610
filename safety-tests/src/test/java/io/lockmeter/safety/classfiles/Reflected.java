package io.lockmeter.safety.classfiles;

import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** What reflection and serialization tell of a class, without initializing it. */
final class Reflected {

  private static final String SYNCHRONIZED = "synchronized ";
  private static final int CONSTANT = Modifier.STATIC | Modifier.FINAL;

  private Reflected() {}

  /** Texts by what they tell of; {@code synchronized} is left out of modifiers. */
  static Map<String, String> of(Class<?> type) {
    Map<String, String> told = new LinkedHashMap<>();
    told.put("class", told(() -> header(type)));
    told.put("fields", told(() -> fields(type)));
    told.put("constructors", told(() -> executables(type.getDeclaredConstructors())));
    told.put("methods", told(() -> executables(type.getDeclaredMethods())));
    told.put("serialVersionUID", told(() -> serialVersion(type)));
    return told;
  }

  /** What cannot be told is told by the error that says so. */
  private static String told(Callable<String> what) {
    try {
      return what.call();
    } catch (Exception | LinkageError e) {
      return e.toString();
    }
  }

  private static String header(Class<?> type) {
    return type.toGenericString()
        + told(() -> String.valueOf(type.getGenericSuperclass()))
        + told(() -> Arrays.toString(type.getGenericInterfaces()))
        + told(() -> Arrays.toString(type.getDeclaredAnnotations()))
        + told(() -> Arrays.toString(type.getDeclaredClasses()))
        + told(() -> String.valueOf(type.getEnclosingMethod()).replace(SYNCHRONIZED, ""))
        + told(() -> String.valueOf(type.getNestHost()))
        + told(() -> Arrays.toString(type.getNestMembers()))
        + told(() -> Arrays.toString(type.getPermittedSubclasses()))
        + told(() -> type.isRecord() ? Arrays.toString(type.getRecordComponents()) : "");
  }

  private static String fields(Class<?> type) {
    StringBuilder text = new StringBuilder();
    for (Field field : type.getDeclaredFields()) {
      text.append(field.getModifiers())
          .append(told(field::toGenericString))
          .append(told(() -> Arrays.toString(field.getDeclaredAnnotations())));
    }
    return text.toString();
  }

  private static String executables(Executable[] executables) {
    StringBuilder text = new StringBuilder();
    for (Executable executable : executables) {
      text.append(executable.getModifiers() & ~Modifier.SYNCHRONIZED)
          .append(told(() -> executable.toGenericString().replace(SYNCHRONIZED, "")))
          .append(told(() -> Arrays.toString(executable.getDeclaredAnnotations())))
          .append(told(() -> Arrays.deepToString(executable.getParameterAnnotations())))
          .append(told(() -> Arrays.toString(executable.getGenericExceptionTypes())))
          .append(told(() -> parameters(executable)));
      if (executable instanceof Method method && type(method).isAnnotation()) {
        text.append(told(() -> Arrays.deepToString(new Object[] {method.getDefaultValue()})));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static Class<?> type(Executable executable) {
    return executable.getDeclaringClass();
  }

  private static String parameters(Executable executable) {
    StringBuilder text = new StringBuilder();
    for (Parameter parameter : executable.getParameters()) {
      text.append(parameter.getModifiers())
          .append(parameter.isNamePresent())
          .append(parameter)
          .append(told(() -> String.valueOf(parameter.getAnnotatedType())));
    }
    return text.toString();
  }

  /** As the JDK computes it where a class declares none. */
  private static String serialVersion(Class<?> type) throws ReflectiveOperationException {
    if (!Serializable.class.isAssignableFrom(type)
        || Enum.class.isAssignableFrom(type)
        || type.isRecord()
        || declaresVersion(type)) {
      return "";
    }
    Method compute = ObjectStreamClass.class.getDeclaredMethod("computeDefaultSUID", Class.class);
    compute.setAccessible(true);
    try {
      return String.valueOf(compute.invoke(null, type));
    } catch (InvocationTargetException e) {
      return String.valueOf(e.getCause());
    }
  }

  private static boolean declaresVersion(Class<?> type) {
    for (Field field : type.getDeclaredFields()) {
      if (field.getName().equals("serialVersionUID")
          && (field.getModifiers() & CONSTANT) == CONSTANT
          && "BCSIJ".contains(field.getType().descriptorString())) {
        return true;
      }
    }
    return false;
  }

  /** Methods and constructors by name and descriptor. */
  static Map<String, Executable> executables(Class<?> type) {
    Map<String, Executable> found = new LinkedHashMap<>();
    for (Method method : type.getDeclaredMethods()) {
      found.put(method.getName() + descriptor(method, method.getReturnType()), method);
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      found.put("<init>" + descriptor(constructor, void.class), constructor);
    }
    return found;
  }

  private static String descriptor(Executable executable, Class<?> result) {
    StringBuilder text = new StringBuilder("(");
    for (Class<?> parameter : executable.getParameterTypes()) {
      text.append(parameter.descriptorString());
    }
    return text.append(')').append(result.descriptorString()).toString();
  }
}
