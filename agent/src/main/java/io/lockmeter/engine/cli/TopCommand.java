package io.lockmeter.engine.cli;

import io.lockmeter.engine.cli.top.EndpointSource;
import io.lockmeter.engine.cli.top.NoReportException;
import io.lockmeter.engine.cli.top.Order;
import io.lockmeter.engine.cli.top.ReportSource;
import io.lockmeter.engine.cli.top.Top;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the locks of a program while it runs. */
@Command(
    name = "top",
    description = {
      "Show the locks of a profiled program in a table that is kept up to date, until Ctrl-C.",
      "",
      "Of each lock that threads waited for: '!' if it is flagged; the wait ratio of the last"
          + " window and of the run; waits, and seconds of wait, in a second since the refresh"
          + " before; threads that wait now; mean wait and mean hold of the run; its name."
    },
    mixinStandardHelpOptions = true)
final class TopCommand implements Callable<Integer> {

  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
  private static final double MIN_SECONDS = 0.1;
  private static final double MAX_SECONDS = 60;
  private static final double NANOS = 1e9;

  private final File jar;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "PID|URL",
      description = "Number of the process, or its endpoint, as in http://localhost:9464.")
  private String target = "";

  @Option(
      names = "--interval",
      paramLabel = "SECONDS",
      description = "From one refresh to the next; ${DEFAULT-VALUE} if it is not given.")
  private double interval = 2;

  @Option(
      names = "--sort",
      paramLabel = "COLUMN",
      description = "One of ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if it is not given.")
  private Order order = Order.LAST;

  @Option(
      names = "--lines",
      paramLabel = "N",
      description = "How many locks to show at most; as many as fit if it is not given.")
  private int lines = Integer.MAX_VALUE;

  @Option(names = "--count", paramLabel = "N", description = "End after so many refreshes.")
  private long count = Long.MAX_VALUE;

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description = "Who asks an endpoint that has http.user; needs --password-file.")
  private @Nullable String user;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "Its first line is the password of --user.")
  private @Nullable File passwordFile;

  TopCommand(File jar) {
    this.jar = jar;
  }

  @Override
  public Integer call() throws InterruptedException {
    require(
        interval >= MIN_SECONDS && interval <= MAX_SECONDS,
        "--interval=" + interval + " is not between " + MIN_SECONDS + " and " + MAX_SECONDS);
    require(lines > 0, "--lines=" + lines + " is not positive");
    require(count > 0, "--count=" + count + " is not positive");
    Top top = new Top(Duration.ofNanos((long) (interval * NANOS)), order, lines, count);
    try {
      if (NUMBER.matcher(target).matches()) {
        try (ProcessReports reports = ProcessReports.of(Long.parseLong(target), jar)) {
          return run(top, reports, reports::close);
        }
      }
      URI url = url();
      if (ModuleLayer.boot().findModule("java.net.http").isEmpty()) {
        throw new CouldNot("this Java has no module java.net.http; use that of a JDK");
      }
      return run(top, new EndpointSource(url, login()), () -> {});
    } catch (CouldNot | NoReportException e) {
      System.err.println(e.getMessage());
      return Attachment.COULD_NOT;
    }
  }

  private @Nullable String login() throws CouldNot {
    require((user == null) == (passwordFile == null), "--user and --password-file go together");
    if (user == null || passwordFile == null) {
      return null;
    }
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(new FileInputStream(passwordFile), StandardCharsets.UTF_8))) {
      String password = in.readLine();
      return user + ":" + (password == null ? "" : password);
    } catch (IOException e) {
      throw new CouldNot("--password-file=" + passwordFile + ": " + e.getMessage());
    }
  }

  private URI url() {
    try {
      URI url = new URI(target);
      require(
          url.getHost() != null && String.valueOf(url.getScheme()).matches("https?"), notUsable());
      require(
          url.getRawUserInfo() == null,
          "a name and a password in the URL can be seen by all users of this machine: give --user and"
              + " --password-file");
      return url;
    } catch (URISyntaxException e) {
      throw new ParameterException(spec.commandLine(), notUsable(), e);
    }
  }

  private String notUsable() {
    return target + " is neither the number of a process nor a URL like http://localhost:9464";
  }

  private void require(boolean met, String otherwise) {
    if (!met) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }

  /** To be told to end is how it ends, and no failure. */
  private static int run(Top top, ReportSource source, Runnable close)
      throws NoReportException, InterruptedException {
    Thread atSignal =
        new Thread(
            () -> {
              System.out.println();
              close.run();
              Runtime.getRuntime().halt(Attachment.DONE);
            });
    Runtime.getRuntime().addShutdownHook(atSignal);
    try {
      top.run(source, System.out);
      return Attachment.DONE;
    } finally {
      stayUnlessEnding(atSignal);
    }
  }

  private static void stayUnlessEnding(Thread atSignal) throws InterruptedException {
    try {
      Runtime.getRuntime().removeShutdownHook(atSignal);
    } catch (IllegalStateException e) {
      // It runs, and takes away what is read here: there is nothing to tell of that.
      atSignal.join();
    }
  }
}
