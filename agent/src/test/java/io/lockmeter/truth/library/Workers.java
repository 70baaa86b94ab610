package io.lockmeter.truth.library;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs the same work in several threads at once. */
final class Workers {

  static final int THREADS = 8;
  static final String RESULT = "RESULT ";

  /** The work of one thread. */
  interface Work {
    void run(int worker) throws Exception;
  }

  private Workers() {}

  static void run(Work work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    CountDownLatch ready = new CountDownLatch(THREADS);
    List<Future<?>> done = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int worker = i;
      done.add(
          pool.submit(
              () -> {
                ready.countDown();
                ready.await();
                work.run(worker);
                return null;
              }));
    }
    for (Future<?> future : done) {
      future.get();
    }
    pool.shutdown();
  }
}
