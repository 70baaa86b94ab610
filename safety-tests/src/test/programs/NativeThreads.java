import io.lockmeter.safety.threads.ThreadStates;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Threads of the operating system that the JVM knows only while they run Java. The first wait for a
 * lock and for a monitor, once each; the others, far more, take both. Then waits until the profiler
 * has let go of their states.
 */
public final class NativeThreads {

  private static final ReentrantLock LOCK = new ReentrantLock();
  private static final Object MONITOR = new Object();
  private static volatile Thread attached;
  private static Object monitor = MONITOR;
  private static int taken;

  private static MethodHandle create;
  private static MethodHandle join;

  private NativeThreads() {}

  public static void main(String[] arguments) throws Throwable {
    int waiting = Integer.parseInt(arguments[0]);
    int others = Integer.parseInt(arguments[1]);
    int left = Integer.parseInt(arguments[2]);
    Linker linker = Linker.nativeLinker();
    SymbolLookup symbols = linker.defaultLookup();
    create =
        linker.downcallHandle(
            symbols.find("pthread_create").orElseThrow(),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS));
    join =
        linker.downcallHandle(
            symbols.find("pthread_join").orElseThrow(),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
    MethodHandle take =
        MethodHandles.lookup()
            .findStatic(
                NativeThreads.class,
                "take",
                MethodType.methodType(MemorySegment.class, MemorySegment.class));
    MemorySegment code =
        linker.upcallStub(
            take,
            FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS),
            Arena.global());
    for (int i = 0; i < waiting; i++) {
      contend(code);
    }
    // Who loses the processor on the way in may be taken for one that waits.
    monitor = new Object();
    for (int i = 0; i < others; i++) {
      join(start(code));
    }
    System.out.println("taken " + taken);
    while (ThreadStates.count() > left) {
      Thread.sleep(100);
    }
    System.out.println("states are gone");
  }

  private static void contend(MemorySegment code) throws Throwable {
    attached = null;
    long thread;
    synchronized (MONITOR) {
      LOCK.lock();
      try {
        thread = start(code);
        while (attached == null || !LOCK.hasQueuedThread(attached)) {
          Thread.onSpinWait();
        }
      } finally {
        LOCK.unlock();
      }
      while (attached.getState() != Thread.State.BLOCKED) {
        Thread.onSpinWait();
      }
    }
    join(thread);
  }

  /** What each of them runs. */
  private static MemorySegment take(MemorySegment argument) {
    attached = Thread.currentThread();
    LOCK.lock();
    LOCK.unlock();
    synchronized (monitor) {
      taken++;
    }
    return argument;
  }

  private static long start(MemorySegment code) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment thread = arena.allocate(ValueLayout.JAVA_LONG);
      int error = (int) create.invokeExact(thread, MemorySegment.NULL, code, MemorySegment.NULL);
      if (error != 0) {
        throw new IllegalStateException("pthread_create: error " + error);
      }
      return thread.get(ValueLayout.JAVA_LONG, 0);
    }
  }

  private static void join(long thread) throws Throwable {
    int error = (int) join.invokeExact(thread, MemorySegment.NULL);
    if (error != 0) {
      throw new IllegalStateException("pthread_join: error " + error);
    }
  }
}
