package io.lockmeter.engine.cli.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Reads the events of the agent from a recording, in one pass and in memory for the locks only. */
public final class RecordingReader {

  private static final String HINT =
      "; start the program with -javaagent:lockmeter-agent.jar and record it again";

  private final Path file;
  private final ProfileBuilder profile = new ProfileBuilder();
  private boolean anyEvent;
  private boolean agentGiven;

  private RecordingReader(Path file) {
    this.file = file;
  }

  /**
   * Reads a whole recording.
   *
   * @throws UnusableRecordingException if there is none, it is damaged, or the agent wrote nothing
   *     into it
   */
  public static RecordedProfile read(Path file) throws UnusableRecordingException {
    return new RecordingReader(file).read();
  }

  private RecordedProfile read() throws UnusableRecordingException {
    checkFile();
    try (RecordingFile recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        take(recording.readEvent());
      }
    } catch (IOException | RuntimeException e) {
      // What the JDK's parser throws on bytes that make no sense is not specified.
      throw new UnusableRecordingException(
          file
              + " is no recording of Flight Recorder, or a damaged or unfinished one ("
              + e
              + "); record again, or dump it anew with jcmd PID JFR.dump");
    }
    if (!profile.started()) {
      throw new UnusableRecordingException(file + nothingOfOurs());
    }
    if (!profile.complete()) {
      throw new UnusableRecordingException(
          file
              + " has no lockmeter.LockStatistics or no lockmeter.Status events: they were switched"
              + " off by its settings; record with settings=default,settings=locks.jfc, where"
              + " locks.jfc is what the command jfc prints");
    }
    return profile.build();
  }

  private void checkFile() throws UnusableRecordingException {
    if (Files.isDirectory(file)) {
      throw new UnusableRecordingException(file + " is a directory; name a file with a recording");
    }
    if (!Files.exists(file)) {
      throw new UnusableRecordingException("there is no file " + file);
    }
    if (!Files.isReadable(file)) {
      throw new UnusableRecordingException(file + " cannot be read: no permission");
    }
    if (file.toFile().length() == 0) {
      throw new UnusableRecordingException(
          file + " is empty: the recording was not dumped; stop it, or use jcmd PID JFR.dump");
    }
  }

  private void take(RecordedEvent event) {
    anyEvent = true;
    switch (event.getEventType().getName()) {
      case "lockmeter.LockStatistics" -> profile.statistics(event);
      case "lockmeter.LockSite" -> profile.site(event);
      case "lockmeter.LockWait" -> profile.lockWait(event);
      case "lockmeter.LockFlagged" -> profile.flagged(event);
      case "lockmeter.Status" -> profile.status(event);
      case "jdk.JVMInformation" -> agentGiven |= hasAgent(event.getString("jvmArguments"));
      default -> {}
    }
  }

  private static boolean hasAgent(String arguments) {
    return arguments != null && arguments.contains("lockmeter");
  }

  private String nothingOfOurs() {
    if (!anyEvent) {
      return " has no events at all; record again";
    }
    return agentGiven
        ? " has no events of the agent, though the program was started with it: either jfr=false"
            + " was set, another recording of the program ended before the agent was up, or its log"
            + " says why it has no JFR events"
        : " has no events of the agent: the program ran without it" + HINT;
  }
}
