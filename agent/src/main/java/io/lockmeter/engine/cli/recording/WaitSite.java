package io.lockmeter.engine.cli.recording;

import java.util.List;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedClassLoader;
import jdk.jfr.consumer.RecordedFrame;

/** Where a recorded wait was: its first frame of the application, as the agent itself has it. */
final class WaitSite {

  private static final String UNKNOWN = "unknown";

  private WaitSite() {}

  static String of(List<RecordedFrame> stack) {
    for (RecordedFrame frame : stack) {
      if (frame.isJavaFrame() && application(frame.getMethod().getType())) {
        return site(frame);
      }
    }
    return UNKNOWN;
  }

  private static boolean application(RecordedClass type) {
    RecordedClassLoader loader = type.getClassLoader();
    // The boot loader has a name there, but is no object.
    return loader != null
        && loader.getType() != null
        && !"platform".equals(loader.getName())
        && !type.getName().startsWith("io.lockmeter.engine.")
        && !type.getName().startsWith("io.lockmeter.locks.");
  }

  private static String site(RecordedFrame frame) {
    String place = frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
    return frame.getLineNumber() < 0 ? place : place + ":" + frame.getLineNumber();
  }
}
