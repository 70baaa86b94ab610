package io.lockmeter.locks;

import java.util.concurrent.locks.Lock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A writer that does not wait meets a reader that reads twice, and leaves it as it was. */
@JCStressTest
@Outcome(
    id = {"0, 0, 0", "0, 0, 1", "1, 1, 1"},
    expect = Expect.ACCEPTABLE,
    desc = "Neither saw half of what the other did.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Both were in at the same time.")
@State
public class ReaderBiasedTryLockStress {

  private final ReaderBiasedReadWriteLock lock = BiasedLocks.BIASED.make(false);
  private final Lock read = lock.readLock();
  private final Lock write = lock.writeLock();
  private int value;

  @Actor
  public void reader(III_Result result) {
    read.lock();
    result.r1 = value;
    read.lock();
    for (int i = 0; i < 20; i++) {
      Thread.onSpinWait();
    }
    read.unlock();
    result.r2 = value;
    read.unlock();
  }

  @Actor
  public void writer() {
    if (write.tryLock()) {
      value++;
      write.unlock();
    }
  }

  @Arbiter
  public void rest(III_Result result) {
    result.r3 = value;
  }
}
