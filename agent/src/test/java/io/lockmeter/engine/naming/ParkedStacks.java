package io.lockmeter.engine.naming;

import java.io.IOException;
import java.lang.StackWalker.StackFrame;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * The stacks with which threads waited for real locks and monitors, by thread name, as Flight
 * Recorder saw them: a stack walk cannot be had from inside a lock without the agent.
 */
final class ParkedStacks implements AutoCloseable {

  private final Recording recording = new Recording();
  private final ClassLoader loader;

  ParkedStacks(ClassLoader loader) {
    this.loader = loader;
    for (String event : List.of("jdk.ThreadPark", "jdk.JavaMonitorEnter")) {
      recording.enable(event).withStackTrace().withThreshold(Duration.ZERO);
    }
    recording.start();
  }

  /** The first wait of each method of {@code com.acme.Contends}, by its name. */
  Map<String, List<StackFrame>> byFixture() throws IOException {
    Path file = Files.createTempFile("parked", ".jfr");
    recording.dump(file);
    Map<String, List<StackFrame>> stacks = new HashMap<>();
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      if (event.getStackTrace() != null) {
        List<RecordedFrame> recorded = event.getStackTrace().getFrames();
        List<StackFrame> frames = frames(recorded);
        String method = null;
        for (StackFrame frame : frames) {
          method =
              frame.getClassName().equals("com.acme.Contends") ? frame.getMethodName() : method;
        }
        if (method != null && isOurs(recorded) && waitsForFixture(recorded)) {
          stacks.putIfAbsent(method, frames);
        }
      }
    }
    Files.delete(file);
    return stacks;
  }

  /** Whether the fixture is this loader's: threads of the one before may still wait. */
  private boolean isOurs(List<RecordedFrame> recorded) {
    return recorded.stream()
        .map(frame -> frame.getMethod().getType())
        .filter(type -> type.getName().equals("com.acme.Contends"))
        .map(RecordedClass::getClassLoader)
        .anyMatch(by -> by != null && loader.getName().equals(by.getName()));
  }

  /**
   * Whether it waited for what the fixture asked for, not for a class or a call site on its way.
   */
  private static boolean waitsForFixture(List<RecordedFrame> recorded) {
    return recorded.stream()
        .map(frame -> frame.getMethod().getType().getName())
        .dropWhile(type -> type.startsWith("java.util.") || type.startsWith("jdk.internal.misc."))
        .findFirst()
        .filter(type -> type.startsWith("com.acme."))
        .isPresent();
  }

  private List<StackFrame> frames(List<RecordedFrame> recorded) {
    List<StackFrame> frames = new ArrayList<>();
    for (RecordedFrame frame : recorded) {
      String type = frame.getMethod().getType().getName();
      boolean parks =
          type.equals("jdk.internal.misc.Unsafe")
              || type.equals("java.util.concurrent.locks.LockSupport")
              || type.equals("java.util.concurrent.ForkJoinPool");
      // A stack walk does not show hidden frames either.
      boolean hidden = type.contains("$$Lambda") || type.startsWith("java.lang.invoke.");
      if (frame.isJavaFrame() && !parks && !hidden) {
        frames.add(new Frame(frame, type, loader));
      }
    }
    return frames;
  }

  @Override
  public void close() {
    recording.close();
  }

  private record Frame(RecordedFrame frame, String type, ClassLoader loader) implements StackFrame {

    @Override
    public String getClassName() {
      return type;
    }

    @Override
    public Class<?> getDeclaringClass() {
      try {
        return Class.forName(type, false, loader);
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public String getMethodName() {
      return frame.getMethod().getName();
    }

    @Override
    public String getDescriptor() {
      return frame.getMethod().getDescriptor();
    }

    @Override
    public MethodType getMethodType() {
      return MethodType.fromMethodDescriptorString(getDescriptor(), loader);
    }

    @Override
    public int getByteCodeIndex() {
      return frame.getBytecodeIndex();
    }

    @Override
    public int getLineNumber() {
      return frame.getLineNumber();
    }

    @Override
    public String getFileName() {
      return "unknown";
    }

    @Override
    public boolean isNativeMethod() {
      return false;
    }

    @Override
    public StackTraceElement toStackTraceElement() {
      return new StackTraceElement(type, getMethodName(), getFileName(), getLineNumber());
    }
  }
}
