package io.lockmeter.locks;

/**
 * The closed form of the model for one lock and exponentially distributed times, which is the
 * machine repair model (M/M/1 with a finite number of customers).
 */
final class MachineRepair {

  private static final double HOLD_NANOS = 1000;

  private MachineRepair() {}

  /** What one measures of a lock for which so many threads wait that part of their time. */
  static LockLoad load(int threads, double waitRatio) {
    double least = 0;
    double most = 1e9;
    while (most - least > most * 1e-15) {
      double think = (least + most) / 2;
      if (withThinkTime(threads, think).waitRatio() > waitRatio) {
        least = think;
      } else {
        most = think;
      }
    }
    return withThinkTime(threads, most);
  }

  static LockLoad withThinkTime(int threads, double thinkNanos) {
    double term = 1;
    double sum = 1;
    for (int k = 1; k <= threads; k++) {
      term *= (threads - k + 1) * HOLD_NANOS / thinkNanos;
      sum += term;
    }
    double perNano = (1 - 1 / sum) / HOLD_NANOS;
    double waitNanos = threads / perNano - thinkNanos - HOLD_NANOS;
    return new LockLoad(threads, perNano * 1e9, HOLD_NANOS, waitNanos);
  }
}
