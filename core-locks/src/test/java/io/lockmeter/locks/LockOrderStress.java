package io.lockmeter.locks;

import io.lockmeter.locks.LockOrder.Policy;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Two threads that invert an order at the same moment are found out, whoever comes last. */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "One of the two saw the other.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Missed, or reported twice.")
@State
public class LockOrderStress {

  private final LockOrder order = new LockOrder(Policy.RECORD);
  private final Lock a1 = order.ordered(new ReentrantLock(), "a");
  private final Lock a2 = order.ordered(new ReentrantLock(), "a");
  private final Lock b1 = order.ordered(new ReentrantLock(), "b");
  private final Lock b2 = order.ordered(new ReentrantLock(), "b");

  @Actor
  public void ascending() {
    nest(a1, b1);
  }

  @Actor
  public void descending() {
    nest(b2, a2);
  }

  private static void nest(Lock first, Lock second) {
    first.lock();
    second.lock();
    second.unlock();
    first.unlock();
  }

  @Arbiter
  public void found(I_Result result) {
    result.r1 = order.violations().size();
  }
}
