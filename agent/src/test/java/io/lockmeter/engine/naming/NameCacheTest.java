package io.lockmeter.engine.naming;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockmeter.bootstrap.LockKind;
import io.lockmeter.engine.naming.LockNamer.Named;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NameCacheTest {

  private static final Named NAME = new Named("com.acme.Shop.lock", "com.acme.Shop.sell:42");
  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private final NameCache cache = new NameCache();
  private final NameCache.Step start = start(String.class);

  @Test
  void findsWhatWasPutForTheFramesThatWereLookedAt() {
    List<StackFrame> frames = frames();
    put(start, frames, 2);
    assertThat(cache.find(start(String.class), new LazyStack(frames))).isEqualTo(NAME);
  }

  @Test
  void doesNotMindFramesThatNobodyLookedAt() {
    List<StackFrame> frames = frames();
    put(start, frames, 2);
    assertThat(cache.find(start, new LazyStack(frames.subList(0, 3)))).isEqualTo(NAME);
  }

  @Test
  void doesNotTakeAnotherPlaceForTheSame() {
    List<StackFrame> frames = new ArrayList<>(frames());
    put(start, frames, 2);
    frames.set(1, new MovedFrame(frames.get(1)));
    assertThat(cache.find(start, new LazyStack(frames))).isNull();
  }

  @Test
  void doesNotTakeAnotherLockClassOrEntryForTheSame() {
    List<StackFrame> frames = frames();
    put(start, frames, 2);
    MonitorSite entry = new MonitorSite("com.acme.Shop", "sell", 42, new Origin.Unknown());
    assertThat(cache.find(start(Object.class), new LazyStack(frames))).isNull();
    assertThat(
            cache.find(
                NameCache.Step.start(entry, LockKind.REENTRANT, String.class),
                new LazyStack(frames)))
        .isNull();
  }

  @Test
  void tellsAStackThatEndsFromOneThatGoesOn() {
    List<StackFrame> frames = frames();
    put(start, frames.subList(0, 2), 2);
    assertThat(cache.find(start, new LazyStack(frames.subList(0, 2)))).isEqualTo(NAME);
    assertThat(cache.find(start, new LazyStack(frames))).isNull();
  }

  @Test
  void knowsAStackWithoutFrames() {
    put(start, List.of(), 0);
    assertThat(cache.find(start, new LazyStack(List.of()))).isEqualTo(NAME);
    assertThat(cache.find(start, new LazyStack(frames()))).isNull();
  }

  @Test
  void forgetsRatherThanGrow() {
    List<StackFrame> frames = frames();
    for (int i = 0; i < 20_000; i++) {
      List<StackFrame> moved = new ArrayList<>(frames);
      moved.set(0, new MovedFrame(frames.get(0), i));
      put(start, moved, 1);
      assertThat(cache.find(start, new LazyStack(moved))).isEqualTo(NAME);
    }
    assertThat(cache.size()).isLessThan(5_000);
  }

  private void put(NameCache.Step from, List<StackFrame> frames, int looked) {
    LazyStack stack = new LazyStack(frames);
    for (int i = 0; i < looked; i++) {
      assertThat(stack.get(i).method()).isEqualTo(frames.get(i).getMethodName());
    }
    cache.put(from, stack, NAME);
  }

  private static NameCache.Step start(Class<?> lockClass) {
    return NameCache.Step.start(null, LockKind.REENTRANT, lockClass);
  }

  private static List<StackFrame> frames() {
    return WALKER.walk(stack -> stack.limit(5).toList());
  }
}
