package io.lockmeter.engine.jfrmonitor;

import java.util.Set;

/** The methods of the JDK in which a thread waits to be given work, as the hooks know them. */
final class IdleFrames {

  private static final Set<String> METHODS =
      Set.of(
          "java.util.concurrent.ThreadPoolExecutor.getTask",
          "java.util.concurrent.ForkJoinPool.awaitWork",
          "java.util.concurrent.SynchronousQueue.take",
          "java.util.concurrent.SynchronousQueue.poll",
          "java.util.concurrent.LinkedTransferQueue.take",
          "java.util.concurrent.LinkedTransferQueue.poll",
          "sun.nio.ch.SelectorImpl.select",
          "java.net.ServerSocket.accept",
          "sun.nio.ch.ServerSocketChannelImpl.accept");

  private IdleFrames() {}

  static boolean contains(String className, String method) {
    return METHODS.contains(className + "." + method);
  }
}
