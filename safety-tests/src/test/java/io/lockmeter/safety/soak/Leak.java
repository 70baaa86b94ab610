package io.lockmeter.safety.soak;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Loses a little of everything, to see that the test finds it. */
final class Leak {

  private static final CountDownLatch NEVER = new CountDownLatch(1);
  private static final int BYTES = 300_000;
  private static final int LOADERS = 5;

  private final List<Object> kept = new ArrayList<>();
  private int number;

  void some(Path file) {
    kept.add(new byte[BYTES]);
    kept.add(ByteBuffer.allocateDirect(BYTES));
    for (int i = 0; i < LOADERS; i++) {
      kept.add(new Redeployment(100 + number++ % 800).instance());
    }
    try {
      kept.add(new FileInputStream(file.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(Leak::stay);
    thread.setDaemon(true);
    thread.start();
    kept.add(new WeakReference<>(thread));
  }

  private static void stay() {
    try {
      NEVER.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
