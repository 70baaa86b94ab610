package io.lockmeter.engine.config;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.engine.config.Config.Locks;
import io.lockmeter.engine.config.Config.LogLevel;
import io.lockmeter.engine.config.Config.Metrics;
import io.lockmeter.engine.config.Config.Monitors;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigParserTest {

  @TempDir Path directory;

  @Test
  void everyOptionHasItsDocumentedDefault() {
    assertThat(config(""))
        .isEqualTo(
            new Config(
                true,
                HttpConfig.local(-1),
                Duration.ofSeconds(10),
                0.10,
                Set.of(Locks.REENTRANT, Locks.READWRITE, Locks.STAMPED),
                Monitors.REWRITE,
                true,
                List.of(),
                List.of(),
                true,
                true,
                Metrics.AGENT,
                100,
                null,
                LogLevel.INFO));
  }

  @Test
  void everyOptionCanBeSet() {
    Config config =
        config(
            "http.port=0; http.host=0.0.0.0,http.locks=always,http.user=scraper,"
                + "http.password.file=/run/password,http.tls.keystore=/run/store.p12,"
                + "http.tls.password.file=/run/store.pw,window=500ms,flag.ratio=25%,locks=stamped,"
                + "monitors=jfr,jdk.monitors=off,include=com.acme.,org.shop.,exclude=com.acme.gen.;"
                + "acquisitions=off,jfr=false,metrics=both,max.locks=7,report=out.json,log=debug");

    assertThat(config)
        .isEqualTo(
            new Config(
                true,
                new HttpConfig(
                    0,
                    "0.0.0.0",
                    true,
                    new HttpConfig.Login("scraper", new File("/run/password")),
                    new HttpConfig.Tls(new File("/run/store.p12"), new File("/run/store.pw"))),
                Duration.ofMillis(500),
                0.25,
                Set.of(Locks.STAMPED),
                Monitors.JFR,
                false,
                List.of("com.acme.", "org.shop."),
                List.of("com.acme.gen."),
                false,
                false,
                Metrics.BOTH,
                7,
                new File("out.json"),
                LogLevel.DEBUG));
  }

  @Test
  void anItemWithoutEqualsContinuesTheListBeforeIt() {
    assertThat(config("locks=reentrant,stamped,window=1s").locks())
        .containsExactly(Locks.REENTRANT, Locks.STAMPED);
    assertThat(config("locks=none").locks()).isEmpty();
  }

  @Test
  void precedenceIsArgumentsThenPropertiesThenEnvironmentThenFile() throws Exception {
    Path file = directory.resolve("lockmeter.properties");
    Files.writeString(
        file, "max.locks=4\nflag.ratio=0.4\nwindow=4s\nlog=warn\nlocks = reentrant, stamped\n");
    Properties properties = properties("flag.ratio", "0.2", "max.locks", "2");
    Map<String, String> environment =
        Map.of(
            "LOCKMETER_WINDOW", "3s",
            "LOCKMETER_FLAG_RATIO", "0.3",
            "LOCKMETER_MAX_LOCKS", "3",
            "LOCKMETER_CONFIG", file.toString());

    ParsedConfig parsed = ConfigParser.parse("max.locks=1", properties, environment);

    assertThat(parsed.problems()).isEmpty();
    Config config = Objects.requireNonNull(parsed.config());
    assertThat(config.maxLocks()).isEqualTo(1);
    assertThat(config.flagRatio()).isEqualTo(0.2);
    assertThat(config.window()).isEqualTo(Duration.ofSeconds(3));
    assertThat(config.log()).isEqualTo(LogLevel.WARN);
    assertThat(config.locks()).containsExactly(Locks.REENTRANT, Locks.STAMPED);
  }

  @Test
  void theLastOfTwoArgumentsWithOneKeyWins() {
    assertThat(config("max.locks=1,max.locks=2").maxLocks()).isEqualTo(2);
  }

  @Test
  void anEmptyEnvironmentVariableIsNotSet() {
    ParsedConfig parsed =
        ConfigParser.parse(null, new Properties(), Map.of("LOCKMETER_HTTP_PORT", ""));

    assertThat(Objects.requireNonNull(parsed.config()).http().port()).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({"100ms, PT0.1S", "1h, PT1H", "90s, PT1M30S", "2m, PT2M", "PT2S, PT2S", "10 s, PT10S"})
  void durationsAreRead(String written, Duration meant) {
    assertThat(config("window=" + written).window()).isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "window=99ms",
        "window=2h",
        "window=10",
        "window=ten",
        "window=",
        "window=-1s",
        "window=PX",
        "window=99999999999999999999s",
        "window=9223372036854775807h",
        "flag.ratio=0",
        "flag.ratio=1.01",
        "flag.ratio=NaN",
        "flag.ratio=101%",
        "flag.ratio=%",
        "http.port=65536",
        "http.port=-1",
        "http.port=http",
        "http.host=",
        "max.locks=0",
        "max.locks=10001",
        "locks=reentrant,spin",
        "locks=none,reentrant",
        "locks=",
        "monitors=on",
        "jdk.monitors=maybe",
        "jfr=2",
        "acquisitions=all",
        "metrics=prometheus",
        "metrics=app+agent",
        "report=out.xml",
        "report=out.html.gz",
        "log=loud",
        "include=com.acme.*",
        "exclude=com/acme",
        "exclude=",
        "enabled=perhaps"
      })
  void aBadValueIsOneProblemThatNamesKeyValueAndWhatIsAllowed(String option) {
    ParsedConfig parsed = ConfigParser.parse(option, new Properties(), Map.of());

    assertThat(parsed.config()).isNull();
    assertThat(parsed.problems()).hasSize(1);
    assertThat(parsed.problems().get(0))
        .startsWith("option " + option + " (agent argument) cannot be used: ")
        .contains("allowed");
  }

  @Test
  void variablesOfKubernetes_areNoOptions() {
    ParsedConfig parsed =
        ConfigParser.parse(
            null,
            new Properties(),
            Map.of(
                "LOCKMETER_SERVICE_HOST", "10.0.0.1",
                "LOCKMETER_SERVICE_PORT_HTTP", "9464",
                "LOCKMETER_PORT", "tcp://10.0.0.1:9464",
                "LOCKMETER_PORT_9464_TCP_ADDR", "10.0.0.1"));
    assertThat(parsed.problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"agent, AGENT", "app, APP", "Both, BOTH"})
  void metersGoToTheRegistryOfEitherOrOfBoth(String value, Metrics expected) {
    assertThat(config("metrics=" + value).metrics()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "http.user=x, it needs http.password.file beside it",
    "http.password.file=x, it needs http.user beside it",
    "http.tls.keystore=x, it needs http.tls.password.file beside it",
    "http.tls.password.file=x, it needs http.tls.keystore beside it",
    "http.locks=everywhere, 'allowed are loopback, always'",
    "'http.user=a:b,http.password.file=x', allowed is a name without a colon"
  })
  void whatTheEndpointCannotWorkWithIsRefused(String options, String reason) {
    assertThat(problems(options)).singleElement().asString().endsWith(": " + reason);
  }

  @Test
  void allProblemsAreFoundAtOnce() {
    assertThat(problems("window=1,http.port=x,log=loud,foo=1")).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource({
    "http.prt, http.port",
    "flagratio, flag.ratio",
    "flag-ratio, flag.ratio",
    "Window, window",
    "maxlocks, max.locks",
    "jdk.monitor, jdk.monitors",
    "lgo, log"
  })
  void anUnknownKeyNamesTheNearestOne(String unknown, String nearest) {
    assertThat(problems(unknown + "=5"))
        .containsExactly(
            "unknown option "
                + unknown
                + "=5 (agent argument); the nearest known one is "
                + nearest
                + "; allowed are enabled, http.port, http.host, http.locks, http.user, http.password.file, http.tls.keystore, http.tls.password.file, window, flag.ratio, locks,"
                + " monitors, jdk.monitors, include, exclude, acquisitions, jfr, metrics,"
                + " max.locks, report, log, config");
  }

  @Test
  void anUnknownListIsOneProblem() {
    assertThat(problems("includes=com.acme.,org.shop.")).hasSize(1);
  }

  @Test
  void unknownPropertiesAndVariablesAreProblems() {
    ParsedConfig parsed =
        ConfigParser.parse(
            null, properties("windw", "5s"), Map.of("LOCKMETER_HTTP_PRT", "80", "LOCKMETERS", "x"));

    assertThat(parsed.config()).isNull();
    assertThat(parsed.problems()).hasSize(2);
    assertThat(parsed.problems().get(0))
        .startsWith(
            "unknown option windw=5s (-Dlockmeter.windw); the nearest known one is window;");
    assertThat(parsed.problems().get(1))
        .startsWith(
            "unknown option LOCKMETER_HTTP_PRT=80 (environment);"
                + " the nearest known one is LOCKMETER_HTTP_PORT;");
  }

  @Test
  void anArgumentWithoutEqualsIsAProblem() {
    assertThat(problems("report"))
        .containsExactly(
            "option report (agent argument) must be written key=value;"
                + " the nearest known key is report");
    assertThat(problems("window=1s,=5,log=info")).hasSize(1);
  }

  @Test
  void aValueIsPrintedOnOneLine() {
    assertThat(problems("log=a\nb\u001b[31m").get(0)).startsWith("option log=a?b?[31m (");
  }

  @Test
  void aMissingConfigFileIsOneProblem() {
    String missing = directory.resolve("missing.properties").toString();

    assertThat(problems("config=" + missing))
        .singleElement()
        .asString()
        .startsWith("option config=" + missing + " (agent argument): cannot read the file (");
    assertThat(problems("config=" + directory)).hasSize(1);
  }

  @Test
  void aConfigFileIsCheckedLikeAllElse() throws Exception {
    Path file = directory.resolve("bad.properties");
    Files.writeString(file, "windw=1s\nlog=loud\nconfig=other\n");
    Path broken = directory.resolve("broken.properties");
    Files.write(broken, "log=\\u00zz".getBytes(StandardCharsets.UTF_8));

    assertThat(problems("config=" + file))
        .hasSize(3)
        .allSatisfy(problem -> assertThat(problem).contains(file.toString()));
    assertThat(problems("config=" + broken)).hasSize(1);
  }

  /** Whoever reads from a device or a pipe may read on for ever. */
  @Test
  void aConfigFileThatIsNoFileOfOptionsIsOneProblem() throws Exception {
    Path big = Files.write(directory.resolve("big.properties"), new byte[(1 << 20) + 1]);

    assertThat(problems("config=/dev/zero"))
        .singleElement()
        .asString()
        .contains("cannot read the file (/dev/zero is no regular file)");
    assertThat(problems("config=" + big))
        .singleElement()
        .asString()
        .contains("has more than 1048576 bytes");
  }

  @Test
  void problemsAreFewAndShort() throws Exception {
    Path file = directory.resolve("other.properties");
    Files.writeString(file, "x".repeat(100_000) + "=1\n");
    assertThat(problems("config=" + file))
        .singleElement()
        .asString()
        .contains("xxx...=1")
        .hasSizeLessThan(2000);

    Files.writeString(
        file, IntStream.range(0, 1000).mapToObj(i -> "k" + i + "=1\n").collect(joining()));
    assertThat(problems("config=" + file))
        .hasSize(21)
        .last()
        .isEqualTo("980 further options cannot be used");
  }

  @Test
  void switchedOffItLooksAtNothingElse() {
    ParsedConfig parsed =
        ConfigParser.parse(
            "enabled=false,window=x,foo,bar=1,config=/does/not/exist",
            properties("typo", "1"),
            Map.of());

    assertThat(parsed.problems()).isEmpty();
    assertThat(Objects.requireNonNull(parsed.config()).enabled()).isFalse();
  }

  @Test
  void aConfigFileCanSwitchItOff() throws Exception {
    Path file = directory.resolve("off.properties");
    Files.writeString(file, "enabled=false\nlog=loud\n");

    assertThat(config("config=" + file).enabled()).isFalse();
    assertThat(config("enabled=true,log=info,config=" + file).enabled()).isTrue();
  }

  @Test
  void noneUnsetsWhatAConfigFileSets() throws Exception {
    Path file = directory.resolve("set.properties");
    Files.writeString(file, "http.port=9464\nreport=out.txt\n");

    Config config = config("http.port=none,report=none,config=" + file);

    assertThat(config.http().port()).isEqualTo(-1);
    assertThat(config.report()).isNull();
  }

  private static Config config(String arguments) {
    ParsedConfig parsed = ConfigParser.parse(arguments, new Properties(), Map.of());
    assertThat(parsed.problems()).isEmpty();
    return Objects.requireNonNull(parsed.config());
  }

  private static List<String> problems(String arguments) {
    ParsedConfig parsed = ConfigParser.parse(arguments, new Properties(), Map.of());
    assertThat(parsed.config()).isNull();
    return parsed.problems();
  }

  private static Properties properties(String... keysAndValues) {
    Properties properties = new Properties();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      properties.setProperty("lockmeter." + keysAndValues[i], keysAndValues[i + 1]);
    }
    return properties;
  }
}
