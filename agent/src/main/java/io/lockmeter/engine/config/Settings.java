package io.lockmeter.engine.config;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gathers options from all the places where they may stand. What was added first wins, so sources
 * are added in the order of their precedence.
 */
final class Settings {

  private static final String PROPERTY_PREFIX = "lockmeter.";
  private static final String VARIABLE_PREFIX = "LOCKMETER_";

  /** What Kubernetes tells every container in the namespace of a service named lockmeter. */
  private static final String OF_KUBERNETES = "LOCKMETER_(SERVICE_(HOST|PORT.*)|PORT(_\\d+_.*)?)";

  /** More is no file of options; the program would start late, and its log would be full of it. */
  private static final long MAX_FILE_BYTES = 1 << 20;

  private final Map<String, Setting> settings = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  @Nullable Setting get(String key) {
    return settings.get(key);
  }

  List<String> problems() {
    return problems;
  }

  /**
   * Adds {@code key=value} items separated by {@code ,} or {@code ;}. An item without {@code =}
   * goes on with the list before it, as in {@code locks=reentrant,stamped}. Of two items with one
   * key the last wins, so that a launch script can append to what it was given.
   */
  void addArguments(String arguments) {
    Map<String, String> items = new LinkedHashMap<>();
    String last = null;
    for (String raw : arguments.split("[,;]", -1)) {
      String item = raw.trim();
      int equals = item.indexOf('=');
      if (equals > 0) {
        last = item.substring(0, equals).trim();
        items.put(last, item.substring(equals + 1).trim());
      } else if (last != null && (OptionKeys.isList(last) || !OptionKeys.known(last))) {
        items.put(last, items.get(last) + "," + item);
      } else if (!item.isEmpty()) {
        problems.add(
            "option "
                + Setting.printable(item)
                + " (agent argument) must be written key=value; the nearest known key is "
                + OptionKeys.nearest(item));
      }
    }
    for (Map.Entry<String, String> item : items.entrySet()) {
      add(item.getKey(), item.getValue(), "agent argument");
    }
  }

  void addProperties(Properties properties) {
    for (String name : new TreeSet<>(properties.stringPropertyNames())) {
      if (name.startsWith(PROPERTY_PREFIX)) {
        String value = properties.getProperty(name, "");
        add(name.substring(PROPERTY_PREFIX.length()), value, "-D" + name);
      }
    }
  }

  /**
   * Adds {@code LOCKMETER_*}; a variable that is set to nothing counts as not set, as in a shell.
   */
  void addEnvironment(Map<String, String> environment) {
    Map<String, String> keys = new HashMap<>();
    for (String key : OptionKeys.ALL) {
      keys.put(OptionKeys.variable(key), key);
    }
    for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
      String name = variable.getKey();
      String value = variable.getValue();
      if (name.startsWith(VARIABLE_PREFIX) && !value.isBlank()) {
        String key = keys.get(name);
        if (key != null) {
          add(key, value, name);
        } else if (!Pattern.matches(OF_KUBERNETES, name)) {
          addUnknown(name, value, "environment", OptionKeys.variable(nearestTo(name)));
        }
      }
    }
  }

  private static String nearestTo(String variable) {
    return OptionKeys.nearest(variable.substring(VARIABLE_PREFIX.length()).replace('_', '.'));
  }

  /** Adds a file of properties in UTF-8. */
  void addFile(Setting config) {
    File file = new File(config.value());
    Properties properties = new Properties();
    try (Reader in = open(file)) {
      properties.load(in);
    } catch (IOException | IllegalArgumentException e) {
      String cause = Setting.printable(String.valueOf(e.getMessage()));
      problems.add(
          "option "
              + config.label()
              + ": cannot read the file ("
              + cause
              + "); give a properties file");
      return;
    }
    for (String key : new TreeSet<>(properties.stringPropertyNames())) {
      if (key.equals(OptionKeys.CONFIG)) {
        problems.add("option config in " + file + ": a config file cannot name another one");
      } else {
        add(key, properties.getProperty(key, ""), file.getPath());
      }
    }
  }

  /** A pipe would let the program wait for its writer, and a device has no end. */
  private static Reader open(File file) throws IOException {
    if (file.exists() && !file.isFile()) {
      throw new IOException(file + " is no regular file");
    }
    if (file.length() > MAX_FILE_BYTES) {
      throw new IOException(file + " has more than " + MAX_FILE_BYTES + " bytes");
    }
    return new InputStreamReader(new FileInputStream(file), StandardCharsets.UTF_8);
  }

  private void add(String key, String value, String source) {
    if (OptionKeys.known(key)) {
      settings.putIfAbsent(key, new Setting(key, value.trim(), source));
    } else {
      addUnknown(key, value, source, OptionKeys.nearest(key));
    }
  }

  private void addUnknown(String key, String value, String source, String nearest) {
    problems.add(
        "unknown option "
            + new Setting(Setting.printable(key), value, source).label()
            + "; the nearest known one is "
            + nearest
            + "; allowed are "
            + String.join(", ", OptionKeys.ALL));
  }
}
