package io.lockmeter.engine.export.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** The files that the page of locks is made of. They lie beside this class. */
public enum PageFile {
  PAGE("locks.html", "text/html; charset=utf-8"),
  STYLE("locks.css", "text/css; charset=utf-8"),
  SCRIPT("locks.js", "text/javascript; charset=utf-8"),
  PLOT_STYLE("uplot.css", "text/css; charset=utf-8"),
  PLOT("uplot.js", "text/javascript; charset=utf-8");

  private final String fileName;
  private final String contentType;

  PageFile(String fileName, String contentType) {
    this.fileName = fileName;
    this.contentType = contentType;
  }

  public String fileName() {
    return fileName;
  }

  public String contentType() {
    return contentType;
  }

  /** What is in it. */
  public byte[] bytes() throws IOException {
    try (InputStream in = PageFile.class.getResourceAsStream(fileName)) {
      if (in == null) {
        throw new FileNotFoundException(fileName + " is not in the agent's jar");
      }
      return in.readAllBytes();
    }
  }
}
