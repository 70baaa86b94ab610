package io.lockmeter.engine.export.report;

import java.io.File;
import java.util.List;
import java.util.Locale;

/** The formats by the name that users give them: the ending of the file. */
public final class ReportFormats {

  private static final String TEXT = "txt";
  private static final String JSON = "json";
  private static final String HTML = "html";

  /** The names of all formats, the default one first. */
  public static final List<String> NAMES = List.of(TEXT, JSON, HTML);

  private ReportFormats() {}

  /**
   * The format of that name, for a report on {@code jvm}.
   *
   * @throws IllegalArgumentException if {@code name} is none of {@link #NAMES}
   */
  public static ReportFormat named(String name, RunningJvm jvm) {
    return switch (name) {
      case TEXT -> new TextReport(jvm);
      case JSON -> new JsonReport(jvm);
      case HTML -> new HtmlReport(jvm);
      default -> throw new IllegalArgumentException("no format " + name + ", allowed are " + NAMES);
    };
  }

  /** The format that the ending of the file's name asks for, or text if it asks for none. */
  static ReportFormat of(File file, RunningJvm jvm) {
    String name = file.getName().toLowerCase(Locale.ROOT);
    String ending = name.substring(name.lastIndexOf('.') + 1);
    return named(NAMES.contains(ending) ? ending : TEXT, jvm);
  }
}
