package io.lockmeter.engine.export.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class HtmlReportTest {

  @Test
  void loadsNothing() throws Exception {
    assertThat(report()).doesNotContain("href=\"locks/").doesNotContain("src=\"locks/");
  }

  @Test
  void itsPolicyNamesItsScriptsAndStylesAndNoOther() throws Exception {
    String page = report();

    List<String> hashes = new ArrayList<>(hashes(page, "<style>(.*?)</style>"));
    hashes.addAll(hashes(page, "<script>(.*?)</script>"));
    assertThat(hashes).hasSize(4);
    assertThat(hashes(page)).containsExactlyElementsOf(hashes);
    assertThat(page).contains("content=\"default-src 'none'; ").doesNotContain("unsafe");
  }

  @Test
  void carriesTheJsonReportAsDataThatEndsNoElement() throws Exception {
    Matcher data =
        Pattern.compile(
                "<script type=\"application/json\" id=\"report\">(.*?)</script>", Pattern.DOTALL)
            .matcher(report());

    assertThat(data.find()).isTrue();
    StringWriter json = new StringWriter();
    new JsonReport(Profiles.JVM).write(Profiles.withHistory(), Profiles.COVERAGE, json);
    assertThat(JsonParser.parseString(data.group(1)))
        .isEqualTo(JsonParser.parseString(json.toString()));
    assertThat(data.group(1)).doesNotContain("<").doesNotContain("&");
  }

  private static String report() throws Exception {
    StringWriter out = new StringWriter();
    new HtmlReport(Profiles.JVM).write(Profiles.withHistory(), Profiles.COVERAGE, out);
    return out.toString();
  }

  /** The hashes that the policy of {@code page} names. */
  private static List<String> hashes(String page) {
    return Pattern.compile("'sha256-([^']+)'")
        .matcher(page)
        .results()
        .map(m -> m.group(1))
        .toList();
  }

  /** The hashes of what {@code element} encloses. */
  private static List<String> hashes(String page, String element) throws Exception {
    List<String> hashes = new ArrayList<>();
    Matcher found = Pattern.compile(element, Pattern.DOTALL).matcher(page);
    while (found.find()) {
      byte[] content = found.group(1).getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      hashes.add(Base64.getEncoder().encodeToString(digest));
    }
    return hashes;
  }
}
