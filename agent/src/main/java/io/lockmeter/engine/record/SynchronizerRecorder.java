package io.lockmeter.engine.record;

import io.lockmeter.bootstrap.LockKind;
import io.lockmeter.bootstrap.LockProbe;
import io.lockmeter.bootstrap.ReleaseTicks;
import io.lockmeter.bootstrap.SampleStripe;
import io.lockmeter.engine.config.Config.Locks;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Records locks of {@code java.util.concurrent.locks} and those built like them. */
final class SynchronizerRecorder {

  /** A re-acquire after a condition that took no longer did not have to wait. */
  private static final long REACQUIRE_NANOS = 5_000;

  private final Recording recording;
  private final LockTable locks;
  private final ThreadTable threads;
  final SyncKinds kinds;

  SynchronizerRecorder(Recording recording, Set<Locks> timed) {
    this.recording = recording;
    this.locks = recording.locks;
    this.threads = recording.threads;
    this.kinds = new SyncKinds(timed);
  }

  long waitStarted(Object sync, boolean shared, boolean maybeFree) {
    int kind = kinds.kind(sync, shared);
    if (kind == LockKind.NONE) {
      return 0;
    }
    long now = LockProbe.now();
    ThreadState state = threads.current();
    if (state == null || !Recording.free(state)) {
      return 0;
    }
    boolean started = false;
    state.busy = true;
    try {
      LockEntry entry = entry(sync, kind);
      state.waitEntry = entry;
      state.startWait(now);
      state.waitSite = null;
      state.waitStack = null;
      recording.sampleSite(state, entry, now);
      state.waitEvent = recording.events.begin();
      started = true;
    } finally {
      state.busy = false;
      if (!started) {
        // Nobody will end a wait that was not handed out, and it would count for ever.
        state.endWait(0);
      }
    }
    return maybeFree ? -now : now;
  }

  private LockEntry entry(Object sync, int kind) {
    LockEntry entry = locks.get(sync, kind, kinds.lockClass(sync));
    if (unnamed(entry)) {
      recording.nameFromStack(entry);
    }
    return entry;
  }

  private boolean unnamed(LockEntry entry) {
    return entry.givenName == null
        && entry.frames == null
        && entry.stats() == null
        && !locks.isOverflow(entry);
  }

  void waitEnded(long token, boolean acquired) {
    ThreadState state = threads.current();
    if (state == null) {
      return;
    }
    LockEntry entry = state.waitEntry;
    if (entry == null) {
      return;
    }
    long nanos = LockProbe.now() - Math.abs(token);
    boolean waited = token > 0 || !acquired || nanos > REACQUIRE_NANOS;
    state.endWait(waited ? nanos : 0);
    if (waited) {
      boolean guarded =
          acquired
              && (entry.kind == LockKind.REENTRANT
                  || entry.kind == LockKind.WRITE
                  || entry.kind == LockKind.STAMPED_WRITE)
              && !locks.isOverflow(entry);
      recording.ended(state, entry, Math.abs(token), nanos, 1, nanos, guarded, acquired);
    }
    state.waitEvent = null;
    state.waitStack = null;
  }

  void releasing(Object sync, boolean shared) {
    int kind = kinds.kind(sync, shared);
    if (kind == LockKind.NONE) {
      return;
    }
    int slot = ReleaseTicks.slot(System.identityHashCode(sync));
    boolean every = recording.releases.noted(slot, LockProbe.now());
    LockEntry entry = locks.find(sync, kind);
    if (kind == LockKind.WRITE || kind == LockKind.STAMPED_WRITE) {
      released(
          locks.find(sync, kind == LockKind.WRITE ? LockKind.READ : LockKind.STAMPED_READ), every);
    } else if (kind == LockKind.READ || kind == LockKind.STAMPED_READ) {
      released(
          locks.find(sync, kind == LockKind.READ ? LockKind.WRITE : LockKind.STAMPED_WRITE), every);
    }
    released(entry, every);
  }

  private void released(@Nullable LockEntry entry, boolean every) {
    if (entry == null || locks.isOverflow(entry)) {
      return;
    }
    ThreadState state = threads.current();
    if (state == null || state.busy) {
      return;
    }
    long now = LockProbe.now();
    Site site = null;
    List<StackWalker.StackFrame> stack = null;
    if (now >= entry.nextHolderAt && (entry.holders == null || recording.captures.take(now))) {
      entry.nextHolderAt = StackSpacing.next(now, StackSpacing.PLACE_NANOS, ++entry.holderStacks);
      state.busy = true;
      try {
        boolean whole = now >= entry.nextReleaserStackAt && recording.stacks.take(now);
        List<StackWalker.StackFrame> frames = StackCapture.frames(whole ? StackQueue.CALLERS : 0);
        StackWalker.StackFrame frame = StackCapture.site(frames);
        site = frame == null ? null : recording.sites.of(frame);
        if (whole) {
          entry.nextReleaserStackAt =
              StackSpacing.next(now, StackSpacing.WHOLE_NANOS, ++entry.releaserStacks);
          stack = frames;
        }
      } finally {
        state.busy = false;
      }
    }
    entry.releaserSite = site;
    entry.releaser = Thread.currentThread();
    entry.releaserStack = stack;
    entry.releasedAt = LockProbe.now();
    entry.releaserIsLast = every;
  }

  void acquisitionSampled(SampleStripe stripe, Object sync, boolean shared) {
    long now = LockProbe.now();
    int drawn = AcquisitionSampler.draw(stripe, now);
    int kind = kinds.kind(sync, shared);
    ThreadState state = kind == LockKind.NONE ? null : threads.current();
    if (state == null || state.busy || heldBefore(sync, kind)) {
      return;
    }
    LockEntry entry = locks.find(sync, kind);
    int weight = drawn * (entry == null ? recording.newEntry(now) : 1);
    if (weight == 0) {
      return;
    }
    if (entry == null || unnamed(entry)) {
      state.busy = true;
      try {
        entry = entry(sync, kind);
      } finally {
        state.busy = false;
      }
    }
    entry.addAcquisitions(weight);
    recording.mark(state, entry);
    Holds.begin(stripe, sync, kind, state.id, weight);
  }

  private static boolean heldBefore(Object sync, int kind) {
    try {
      return HoldCounts.of(sync, kind) > 1;
    } catch (Throwable e) {
      LockProbe.failed();
      return false;
    }
  }

  void holdEnding(SampleStripe stripe, int slot, Object sync, boolean entirely) {
    long now = LockProbe.now();
    int kind = stripe.kind[slot];
    if (!entirely && heldBefore(sync, kind)) {
      return;
    }
    long nanos = now - stripe.since[slot];
    int weight = stripe.weight[slot];
    Holds.end(stripe, slot);
    LockEntry entry = locks.find(sync, kind);
    if (entry != null) {
      entry.addHold(nanos * weight);
    }
  }

  /** Notes the name that the application gave a lock. */
  void named(Object lock, String name) {
    LockHandle handle = LockHandle.of(lock);
    if (handle == null) {
      return;
    }
    for (int shared = 0; shared < 2; shared++) {
      int kind = kinds.kind(handle.sync(), shared == 1);
      if (kind != LockKind.NONE && handle.covers(shared == 1)) {
        LockEntry entry = locks.get(handle.sync(), kind, kinds.lockClass(handle.sync()));
        if (!locks.isOverflow(entry) && entry.givenName == null) {
          entry.givenName = name;
          recording.unnamed.add(entry);
        }
      }
    }
  }
}
