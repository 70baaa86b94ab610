package io.lockmeter.engine.export.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lockmeter.engine.analyze.ProfileSnapshot;
import io.lockmeter.engine.instrument.Coverage;
import java.io.IOException;
import java.io.Writer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The live page as one file that needs nothing else: its style and scripts are put into it, and the
 * JSON report as data. Whatever the data says, a browser runs no script but those two, whose hashes
 * the file names.
 */
public final class HtmlReport implements ReportFormat {

  private static final String HEAD = "<meta charset=\"utf-8\">";
  private static final String STYLE = "<link rel=\"stylesheet\" href=\"locks/";
  private static final String SCRIPT = "<script src=\"locks/";

  private final JsonReport data;

  public HtmlReport(RunningJvm jvm) {
    this.data = new JsonReport(jvm, true);
  }

  @Override
  public void write(ProfileSnapshot profile, Coverage.State coverage, Writer out)
      throws IOException {
    boolean dataWritten = false;
    for (String line : text(PageFile.PAGE).split("\n")) {
      PageFile file = named(line);
      if (file == null) {
        out.write(line);
      } else if (line.startsWith(STYLE)) {
        out.write("<style>" + text(file) + "</style>");
      } else {
        if (!dataWritten) {
          out.write("<script type=\"application/json\" id=\"report\">");
          data.write(profile, coverage, out);
          out.write("</script>\n");
          dataWritten = true;
        }
        out.write("<script>" + text(file) + "</script>");
      }
      out.write('\n');
      if (line.equals(HEAD)) {
        out.write("<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy() + "\">\n");
      }
    }
  }

  /** The file that {@code line} of the page loads, or null if it loads none. */
  private static @Nullable PageFile named(String line) {
    for (PageFile file : PageFile.values()) {
      String rest = file.fileName() + "\"";
      if (line.startsWith(STYLE + rest) || line.startsWith(SCRIPT + rest)) {
        return file;
      }
    }
    return null;
  }

  private static String policy() throws IOException {
    return "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; style-src "
        + hash(PageFile.PLOT_STYLE)
        + " "
        + hash(PageFile.STYLE)
        + "; script-src "
        + hash(PageFile.PLOT)
        + " "
        + hash(PageFile.SCRIPT);
  }

  private static String hash(PageFile file) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(file.bytes());
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IOException("this JVM has no SHA-256", e);
    }
  }

  private static String text(PageFile file) throws IOException {
    return new String(file.bytes(), UTF_8);
  }
}
