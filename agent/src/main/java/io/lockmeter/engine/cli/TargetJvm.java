package io.lockmeter.engine.cli;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.lockmeter.engine.attach.Answer;
import io.lockmeter.engine.attach.Request;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A JVM that is attached to. Needs module {@code jdk.attach}. */
final class TargetJvm implements AutoCloseable {

  private static final int OLDEST_JAVA = 17;

  /** What HotSpot takes as the arguments of an agent, its jar and the sign between included. */
  private static final int MAX_BYTES = 1024;

  private final VirtualMachine jvm;
  private final long pid;
  private final File jar;

  private TargetJvm(VirtualMachine jvm, long pid, File jar) {
    this.jvm = jvm;
    this.pid = pid;
    this.jar = jar.getAbsoluteFile();
  }

  /**
   * Attaches to a process.
   *
   * @param jar the agent's jar
   */
  static TargetJvm attach(long pid, File jar) throws CouldNot {
    try {
      return new TargetJvm(VirtualMachine.attach(String.valueOf(pid)), pid, jar);
    } catch (AttachNotSupportedException | IOException e) {
      throw new CouldNot(
          "process "
              + pid
              + " cannot be attached to ("
              + line(e)
              + "); it may be stopped, or run with -XX:+DisableAttachMechanism: then start it with"
              + " -javaagent:lockmeter-agent.jar");
    }
  }

  /** The version of the agent that runs there, or null if none does. */
  @Nullable String agent() throws CouldNot {
    return read(true).getProperty(Answer.RUNNING);
  }

  /** Refuses a JVM that the agent is not made for. */
  void checkKind() throws CouldNot {
    Properties properties = read(false);
    String name = properties.getProperty("java.vm.name", "");
    String version = properties.getProperty("java.vm.specification.version", "0");
    if (!name.startsWith("OpenJDK") && !name.contains("HotSpot")) {
      throw new CouldNot(
          "process " + pid + " runs " + name + "; the agent needs a HotSpot JVM, 17 or newer");
    }
    if (version.startsWith("1.") || Integer.parseInt(version) < OLDEST_JAVA) {
      throw new CouldNot(
          "process " + pid + " runs Java " + version + "; the agent needs 17 or newer");
    }
  }

  /** Has the agent there do something, and returns what it said. */
  String request(String command, String argument) throws CouldNot {
    Request request = new Request(UUID.randomUUID().toString(), command, argument);
    checkLength(request);
    load(request);
    Answer answer = Answer.parse(read(true).getProperty(Answer.PROPERTY), request.id());
    if (answer == null) {
      throw new CouldNot(
          "process "
              + pid
              + " gave no answer to "
              + command
              + "; its stderr says more, and the agent there may be of another version");
    }
    if (!answer.done()) {
      throw new CouldNot("process " + pid + ": " + answer.message());
    }
    return "process " + pid + ": " + answer.message();
  }

  private void checkLength(Request request) throws CouldNot {
    int length = (jar + "=" + request.arguments()).getBytes(StandardCharsets.UTF_8).length;
    if (length > MAX_BYTES) {
      throw new CouldNot(
          "an attach passes "
              + MAX_BYTES
              + " bytes, and this takes "
              + length
              + "; put the options into a file and give config=FILE");
    }
  }

  private void load(Request request) throws CouldNot {
    try {
      jvm.loadAgent(jar.getPath(), request.arguments());
    } catch (AgentLoadException | AgentInitializationException | IOException e) {
      String reason = line(e);
      throw new CouldNot(
          reason.contains("Dynamic agent loading is not enabled")
              ? "process "
                  + pid
                  + " refuses agents that come late; start it with -javaagent:lockmeter-agent.jar,"
                  + " or with -XX:+EnableDynamicAgentLoading"
              : "process "
                  + pid
                  + " could not load the agent ("
                  + reason
                  + "); it must be able to read "
                  + jar
                  + ", and have module java.instrument");
    }
  }

  private Properties read(boolean agent) throws CouldNot {
    try {
      return agent ? jvm.getAgentProperties() : jvm.getSystemProperties();
    } catch (IOException e) {
      throw new CouldNot("process " + pid + " no longer answers (" + line(e) + ")");
    }
  }

  private static String line(Exception e) {
    return String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
  }

  @Override
  public void close() {
    try {
      jvm.detach();
    } catch (IOException e) {
      // The JVM is gone, and so is the connection.
      return;
    }
  }
}
