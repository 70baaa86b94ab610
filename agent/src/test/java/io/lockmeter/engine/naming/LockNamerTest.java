package io.lockmeter.engine.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MILLISECOND;

import io.lockmeter.bootstrap.LockKind;
import io.lockmeter.testing.Compiler;
import java.lang.StackWalker.StackFrame;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every wait of the fixture, on stacks of threads that really waited. */
class LockNamerTest {

  private static final EnumSet<Thread.State> BLOCKED =
      EnumSet.of(Thread.State.BLOCKED, Thread.State.WAITING, Thread.State.TIMED_WAITING);

  private final LockNamer namer = new LockNamer();

  @ParameterizedTest
  @EnumSource(Compiler.class)
  void namesEveryLockThatTheFixtureWaitsFor(Compiler compiler) throws Exception {
    ClassLoader loader = Compiled.loader(compiler);
    Map<String, String> expected = expected(loader);
    Map<String, List<StackFrame>> stacks = waits(loader, expected);

    Map<String, String> names = new TreeMap<>();
    Map<String, String> moved = new TreeMap<>();
    Map<String, String> sites = new TreeMap<>();
    stacks.forEach(
        (method, stack) -> {
          names.put(method, trimmed(name(stack).lock()));
          moved.put(method, trimmed(name(moved(stack)).lock()));
          sites.put(method, name(stack).site());
        });

    assertThat(names).isEqualTo(expected);
    assertThat(moved).as("where an agent has moved the code").isEqualTo(expected);
    assertThat(sites.values())
        .allMatch(site -> site.matches("com\\.acme\\.\\w+(\\$\\w+)?\\.\\S+:\\d+"));
    assertThat(sites.get("linkedQueue")).startsWith("com.acme.Contends.linkedQueue:");
    assertThat(sites.get("throughTwoCallers")).startsWith("com.acme.Contends.second:");
  }

  /** As after an agent put code in: the lines are kept, the indices are not. */
  private static List<StackFrame> moved(List<StackFrame> stack) {
    if (!parked(stack)) {
      // The interpreter gives the line behind a monitorenter: nothing is left to go by.
      return stack;
    }
    List<StackFrame> moved = new ArrayList<>();
    for (StackFrame frame : stack) {
      moved.add(new MovedFrame(frame));
    }
    return moved;
  }

  private static boolean parked(List<StackFrame> stack) {
    return stack.get(0).getClassName().startsWith("java.util.concurrent.locks.");
  }

  private LockNamer.Named name(List<StackFrame> stack) {
    return parked(stack)
        ? namer.name(stack, LockKind.REENTRANT, ReentrantLock.class)
        : namer.name(stack, LockKind.MONITOR, Object.class);
  }

  /** Without what differs by compiler behind the place: number of a lambda, line. */
  private static String trimmed(String name) {
    return name.replaceFirst("(at com\\.acme\\.Contends\\.[a-z]+).*", "$1");
  }

  private static Map<String, String> expected(ClassLoader loader) throws Exception {
    Map<String, String> expected = new TreeMap<>();
    for (Method method : loader.loadClass("com.acme.Contends").getMethods()) {
      com.acme.Origin name = method.getAnnotation(com.acme.Origin.class);
      if (name != null) {
        expected.put(method.getName(), name.value());
      }
    }
    assertThat(expected).isNotEmpty();
    return expected;
  }

  /** Lets each method of the fixture wait in a thread that is named after it. */
  private static Map<String, List<StackFrame>> waits(
      ClassLoader loader, Map<String, String> methods) throws Exception {
    Class<?> type = loader.loadClass("com.acme.Contends");
    Object fixture = type.getConstructor().newInstance();
    CountDownLatch allHeld = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    Runnable hold =
        () -> {
          allHeld.countDown();
          awaitUninterruptibly(over);
        };
    start("holder", type.getMethod("holdAll", Runnable.class), fixture, hold);
    allHeld.await();
    try (ParkedStacks stacks = new ParkedStacks(loader)) {
      List<Thread> waiting = new ArrayList<>();
      for (String method : methods.keySet()) {
        Thread thread = start(method, type.getMethod(method), fixture);
        // One at a time: they must wait for the fixture's locks, not for each other.
        await()
            .atMost(Duration.ofMinutes(3))
            .pollInterval(ONE_MILLISECOND)
            .until(() -> waitsForFixture(thread));
        waiting.add(thread);
      }
      over.countDown();
      // A park is recorded when it ends: the interrupt ends it, though the wait may go on.
      await()
          .atMost(Duration.ofMinutes(3))
          .untilAsserted(
              () -> {
                waiting.forEach(Thread::interrupt);
                assertThat(stacks.byFixture()).containsOnlyKeys(methods.keySet());
              });
      return stacks.byFixture();
    }
  }

  /** Whether {@code thread} waits in the fixture, not in the JVM's work around it. */
  private static boolean waitsForFixture(Thread thread) {
    // State and stack of the same moment.
    ThreadInfo seen =
        ManagementFactory.getThreadMXBean().getThreadInfo(thread.getId(), Integer.MAX_VALUE);
    if (seen == null) {
      return false;
    }
    StackTraceElement[] stack = seen.getStackTrace();
    int i = 0;
    while (i < stack.length && stack[i].getClassName().matches("(java.util|jdk.internal.misc).*")) {
      i++;
    }
    return BLOCKED.contains(seen.getThreadState())
        && i < stack.length
        && stack[i].getClassName().startsWith("com.acme.");
  }

  private static Thread start(String name, Method method, Object target, Object... arguments) {
    Thread thread =
        new Thread(
            () -> {
              try {
                method.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                // Interrupted in its wait, or told that it does not hold the lock: the test is
                // over.
                assertThat(e.getCause())
                    .isInstanceOfAny(
                        InterruptedException.class, IllegalMonitorStateException.class);
              } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
