package io.lockmeter.engine.export.http;

import io.lockmeter.engine.export.report.PageFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * The page that shows locks as they are now, and the files that it loads. It shows names of the
 * application and stays on this machine; whatever those names are, a browser runs nothing but these
 * files, and asks nobody else.
 */
public final class LocksPage {

  private static final String PATH = "/locks";
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private LocksPage() {}

  /** The page first, then what it loads. */
  public static List<Page> pages() {
    List<Page> pages = new ArrayList<>();
    for (PageFile file : PageFile.values()) {
      String path = file == PageFile.PAGE ? PATH : PATH + "/" + file.fileName();
      pages.add(new Page(path, true, accept -> body(file)));
    }
    return pages;
  }

  private static Page.Body body(PageFile file) throws IOException {
    byte[] bytes = file.bytes();
    CRC32 version = new CRC32();
    version.update(bytes);
    return new Page.Body(
        file.contentType(),
        bytes,
        Map.of(
            "Content-Security-Policy",
            POLICY,
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            // Another agent may answer on this port tomorrow: what is kept is asked for again.
            "Cache-Control",
            "private, no-cache",
            "ETag",
            "\"" + Long.toHexString(version.getValue()) + "\""));
  }
}
