package io.lockmeter.locks;

import java.util.concurrent.locks.Lock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A reader takes its slot while a writer turns the bias off: one of them sees the other, and what
 * it did before it left.
 */
@JCStressTest
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "The reader was first.")
@Outcome(id = "2, 0", expect = Expect.ACCEPTABLE, desc = "The writer was first.")
@Outcome(expect = Expect.FORBIDDEN, desc = "One did not see that the other had left.")
@State
public class ReaderBiasedLockStress {

  private final ReaderBiasedReadWriteLock lock = BiasedLocks.BIASED.make(false);
  private final Lock read = lock.readLock();
  private final Lock write = lock.writeLock();
  private int writers;
  private int readers;

  @Actor
  public void reader(II_Result result) {
    read.lock();
    result.r1 = writers;
    stayForAWhile();
    readers = 1;
    read.unlock();
  }

  @Actor
  public void writer(II_Result result) {
    write.lock();
    result.r2 = readers;
    stayForAWhile();
    writers = 2;
    write.unlock();
  }

  // So that the two meet if they can.
  private static void stayForAWhile() {
    for (int i = 0; i < 20; i++) {
      Thread.onSpinWait();
    }
  }
}
