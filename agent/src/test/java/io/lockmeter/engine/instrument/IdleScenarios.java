package io.lockmeter.engine.instrument;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Threads that wait for work. */
final class IdleScenarios {

  private static final String[] IDLE = {"idle", "busy", "task"};

  /** A queue of the application, as some servers have them. */
  private static final class OwnQueue extends LinkedBlockingQueue<Runnable> {
    private static final long serialVersionUID = 1;
  }

  private final Probe probe;

  IdleScenarios(Probe probe) {
    this.probe = probe;
  }

  void run() throws Exception {
    List<BlockingQueue<?>> queues =
        List.of(
            new LinkedBlockingQueue<>(),
            new ArrayBlockingQueue<>(1),
            new LinkedBlockingDeque<>(),
            new PriorityBlockingQueue<>(),
            new DelayQueue<>(),
            new SynchronousQueue<>(),
            new LinkedTransferQueue<>());
    for (BlockingQueue<?> queue : queues) {
      queue(queue);
    }
    full();
    pool("pool", new LinkedBlockingQueue<>());
    pool("own-pool", new OwnQueue());
    scheduled();
    forkJoin();
    timer();
    network();
  }

  private void queue(BlockingQueue<?> queue) throws InterruptedException {
    String name = queue.getClass().getSimpleName();
    Thread taker = probe.start(queue::take);
    Probe.until(() -> Probe.parked(taker));
    taker.interrupt();
    probe.print("take-" + name, IDLE);
    probe.start(() -> queue.poll(1, TimeUnit.MILLISECONDS));
    probe.print("poll-" + name, IDLE);
    probe.start(queue::poll);
    probe.print("poll-now-" + name, IDLE);
  }

  private void full() throws InterruptedException {
    LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>(List.of("task"));
    probe.start(queue::take);
    probe.print("take-there", IDLE);
  }

  private void pool(String scenario, BlockingQueue<Runnable> queue) throws InterruptedException {
    probe.log().take();
    AtomicReference<Thread> worker = new AtomicReference<>();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.HOURS,
            queue,
            task -> {
              Thread thread = new Thread(task, "probe-pool");
              worker.set(thread);
              return thread;
            });
    for (int task = 1; task <= 2; task++) {
      int number = task;
      pool.execute(() -> probe.log().add("task"));
      Probe.until(() -> pool.getCompletedTaskCount() == number && Probe.parked(worker.get()));
    }
    pool.shutdown();
    pool.awaitTermination(1, TimeUnit.MINUTES);
    probe.printReached(scenario, IDLE);
  }

  private void scheduled() throws InterruptedException {
    probe.log().take();
    AtomicReference<Thread> worker = new AtomicReference<>();
    ScheduledThreadPoolExecutor pool =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "probe-pool");
              worker.set(thread);
              return thread;
            });
    pool.schedule(() -> probe.log().add("task"), 1, TimeUnit.HOURS);
    Probe.until(() -> Probe.parked(worker.get()));
    pool.shutdownNow();
    pool.awaitTermination(1, TimeUnit.MINUTES);
    probe.printReached("scheduled", IDLE);
  }

  private void forkJoin() throws InterruptedException {
    probe.log().take();
    AtomicReference<Thread> worker = new AtomicReference<>();
    ForkJoinPool pool =
        new ForkJoinPool(
            1,
            owner -> {
              ForkJoinWorkerThread thread =
                  ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(owner);
              thread.setName("probe-fork-join");
              worker.set(thread);
              return thread;
            },
            null,
            false);
    pool.submit(() -> probe.log().add("task")).join();
    Probe.until(() -> Probe.parked(worker.get()));
    pool.shutdown();
    pool.awaitTermination(1, TimeUnit.MINUTES);
    worker.get().join();
    probe.printReached("fork-join", IDLE);
  }

  private void timer() throws InterruptedException {
    probe.log().take();
    CountDownLatch ran = new CountDownLatch(1);
    Timer timer = new Timer("probe-timer");
    Thread thread =
        Thread.getAllStackTraces().keySet().stream()
            .filter(candidate -> candidate.getName().equals("probe-timer"))
            .findAny()
            .orElseThrow();
    Probe.until(() -> Probe.parked(thread));
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            probe.log().add("task");
            ran.countDown();
          }
        },
        0);
    ran.await();
    Probe.until(() -> Probe.parked(thread));
    timer.cancel();
    thread.join();
    probe.printReached("timer", IDLE);
  }

  private void network() throws Exception {
    try (Selector selector = Selector.open()) {
      probe.start(() -> selector.select(1));
      probe.print("select", IDLE);
      probe.start(selector::selectNow);
      probe.print("select-now", IDLE);
    }
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(1);
      probe.start(
          () -> {
            try {
              server.accept();
            } catch (SocketTimeoutException e) {
              probe.log().add("task");
            }
          });
      probe.print("accept", IDLE);
    }
    try (ServerSocketChannel server = ServerSocketChannel.open().bind(null);
        Socket client =
            new Socket(InetAddress.getLoopbackAddress(), server.socket().getLocalPort())) {
      probe.start(() -> server.accept().close());
      probe.print("accept-channel", IDLE);
    }
  }
}
