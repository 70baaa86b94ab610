package io.lockmeter.engine;

import io.lockmeter.bootstrap.LockProbe;
import java.io.File;
import java.lang.instrument.Instrumentation;

public final class EngineStarter {
  private EngineStarter() {}

  public static void start(
      String arguments, Instrumentation instrumentation, File jar, boolean attached) {
    System.err.println("engine " + LockProbe.class.getClassLoader() + " " + LockProbe.now()+" "+LockProbe.threadId(Thread.currentThread()));
  }
}
