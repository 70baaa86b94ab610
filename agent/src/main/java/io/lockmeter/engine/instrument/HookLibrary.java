package io.lockmeter.engine.instrument;

import static io.lockmeter.engine.instrument.Operand.RESULT;
import static io.lockmeter.engine.instrument.Operand.SELF;
import static io.lockmeter.engine.instrument.Operand.TOKEN;
import static io.lockmeter.engine.instrument.Operand.argument;
import static io.lockmeter.engine.instrument.Operand.field;
import static io.lockmeter.engine.instrument.Operand.flag;

/** The hooks. What their calls do stands in the bootstrap ring. */
final class HookLibrary {

  private static final String PROBE = "LockProbe";
  private static final String DECIDING = "JdkProbe";
  private static final String OBJECT = "Ljava/lang/Object;";

  private HookLibrary() {}

  /**
   * The slow path of the two queued synchronizers: every acquire whose first attempt failed, and
   * every re-acquire after a condition was awaited, which alone brings a node along.
   */
  static Hook acquire() {
    return Hook.around(
        ProbeCall.of(
            DECIDING,
            "acquiring",
            "(" + OBJECT + OBJECT + "ZJ)J",
            SELF,
            argument(0),
            argument(2),
            field("state")),
        ProbeCall.of(
            DECIDING,
            "acquireEnded",
            "(J" + OBJECT + OBJECT + "ZI)V",
            TOKEN,
            SELF,
            argument(0),
            argument(2),
            RESULT));
  }

  /** A release, which is of interest only while others are queued. */
  static Hook release(boolean shared) {
    return Hook.enter(
        ProbeCall.of(
            DECIDING,
            "releasing",
            "(" + OBJECT + "Z" + OBJECT + OBJECT + ")V",
            SELF,
            flag(shared),
            field("head"),
            field("tail")));
  }

  /**
   * A thread is about to give up its lock to wait for a condition, which is no part of the hold.
   */
  static Hook conditionWait() {
    return Hook.enter(ProbeCall.of(PROBE, "awaiting", "(" + OBJECT + ")V", field("this$0")));
  }

  /** The slow path of {@code StampedLock}. */
  static Hook stampedAcquire(boolean shared) {
    return Hook.around(
        ProbeCall.of(
            DECIDING,
            "stampedAcquiring",
            "(" + OBJECT + "ZJ" + OBJECT + OBJECT + ")J",
            SELF,
            flag(shared),
            field("state"),
            field("head"),
            field("tail")),
        ProbeCall.of(
            DECIDING,
            "stampedAcquireEnded",
            "(J" + OBJECT + "ZJ)V",
            TOKEN,
            SELF,
            flag(shared),
            RESULT));
  }

  /** A locking method of {@code StampedLock} returned a stamp. */
  static Hook stampedLocked(boolean shared) {
    return Hook.exit(
        ProbeCall.of(DECIDING, "stamped", "(" + OBJECT + "ZJ)V", SELF, flag(shared), RESULT));
  }

  /** An unlock of a {@code StampedLock}, which ends the hold that the sampler may be measuring. */
  static Hook stampedUnlock() {
    return Hook.enter(ProbeCall.of(PROBE, "released", "(" + OBJECT + ")V", SELF));
  }

  /** A {@code lock} method returned, so the lock is held. */
  static Hook locked(boolean shared) {
    return Hook.exit(
        ProbeCall.of(PROBE, "acquired", "(" + OBJECT + "Z)V", field("sync"), flag(shared)));
  }

  /** A {@code tryLock} method returned: the result tells whether the lock is held. */
  static Hook tryLocked(boolean shared) {
    return Hook.exit(
        ProbeCall.of(
            DECIDING, "tried", "(" + OBJECT + "ZZ)V", field("sync"), flag(shared), RESULT));
  }

  /** An unlock, which ends the hold that the sampler may be measuring. */
  static Hook unlock() {
    return Hook.enter(ProbeCall.of(PROBE, "released", "(" + OBJECT + ")V", field("sync")));
  }

  /** A method that does nothing but wait for work. */
  static Hook idle() {
    return Hook.around(
        ProbeCall.of(PROBE, "idleStarted", "()V"), ProbeCall.of(PROBE, "idleEnded", "()V"));
  }

  /** A pool's worker asks for its next task. */
  static Hook getTask() {
    return Hook.around(
        ProbeCall.of(DECIDING, "polling", "(" + OBJECT + ")Z", field("workQueue")),
        ProbeCall.of(DECIDING, "polled", "(Z)V", TOKEN));
  }

  /** A platform thread is about to be started. */
  static Hook threadStart() {
    return Hook.enter(ProbeCall.of(PROBE, "threadStarting", "(Ljava/lang/Thread;)V", SELF));
  }

  /** A platform thread is at its end. */
  static Hook threadExit() {
    return Hook.enter(ProbeCall.of(DECIDING, "threadEnding", "(Ljava/lang/Thread;)V", SELF));
  }

  /** The whole life of a virtual thread. Its start is kept on its own stack, in no table. */
  static Hook virtualThread() {
    return Hook.around(
        ProbeCall.of(PROBE, "now", "()J"),
        ProbeCall.of(PROBE, "threadEnding", "(Ljava/lang/Thread;J)V", SELF, TOKEN));
  }
}
