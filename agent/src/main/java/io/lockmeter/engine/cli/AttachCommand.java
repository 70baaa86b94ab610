package io.lockmeter.engine.cli;

import io.lockmeter.engine.attach.Request;
import io.lockmeter.engine.config.ConfigParser;
import io.lockmeter.engine.config.ParsedConfig;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Starts the agent in a JVM that runs. */
@Command(
    name = "attach",
    description = {
      "Start to profile a Java program that runs.",
      "Synchronized methods are then seen through Flight Recorder; JDK 21 and newer print a warning"
          + " on the program's stderr."
    },
    mixinStandardHelpOptions = true)
final class AttachCommand implements Callable<Integer> {

  /** A file is read there, where relative names may mean another one. */
  private static final Pattern NAMES_FILE = Pattern.compile("(^|.*[,;])\\s*config\\s*=.*");

  private final File jar;

  @Parameters(index = "0", paramLabel = "PID", description = "Number of the process.")
  private long pid;

  @Parameters(
      index = "1",
      paramLabel = "OPTIONS",
      arity = "0..1",
      defaultValue = "",
      description =
          "As for -javaagent: key=value,key=value; files are named as the program sees them.")
  private String options = "";

  AttachCommand(File jar) {
    this.jar = jar;
  }

  @Override
  public Integer call() {
    return Attachment.run(pid, jar, this::attach);
  }

  private String attach(TargetJvm jvm) throws CouldNot {
    checkOptions();
    String running = jvm.agent();
    if (running != null) {
      throw new CouldNot(
          "the agent "
              + running
              + " is already running in process "
              + pid
              + "; detach "
              + pid
              + " first to give it other options");
    }
    jvm.checkKind();
    return jvm.request(Request.ATTACH, options);
  }

  /** Options that are wrong by themselves need not trouble the program. */
  private void checkOptions() throws CouldNot {
    if (!NAMES_FILE.matcher(options).matches()) {
      ParsedConfig parsed = ConfigParser.parse(options, new Properties(), Map.of());
      List<String> problems = parsed.problems();
      if (!problems.isEmpty()) {
        throw new CouldNot(String.join("; ", problems) + "; process " + pid + " was left alone");
      }
    }
  }
}
