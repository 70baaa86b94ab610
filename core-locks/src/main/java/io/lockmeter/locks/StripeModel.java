package io.lockmeter.locks;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Predicts what becomes of the waits for a lock when it is replaced by several, each for a part of
 * its keys.
 *
 * <p>The model is a closed queueing network: the threads are its customers, each stripe is a
 * station that serves them one at a time in the order they come, and the time that they spend
 * elsewhere is think time. It is solved by mean value analysis (Reiser and Lavenberg, Mean-Value
 * Analysis of Closed Multichain Queuing Networks, Journal of the ACM 27, 1980), with the residual
 * of the hold in progress corrected for the variation of hold times. Think time is what the
 * response-time law leaves of the measured times, so that the model starts from the wait that was
 * measured. Uneven stripes count as fewer even ones: {@code 1 / (q + (1 - q) / stripes)}, where
 * {@code q} is the load's same-key probability.
 *
 * <p>What it does not know: a thread that holds several stripes, the cost of taking all of them,
 * and more runnable threads than processors. Where hold times alone do not explain the waits that
 * were measured it predicts nothing; see {@link #explainsWaits}.
 *
 * <p>Immutable. A prediction takes a time proportional to the number of threads.
 */
public final class StripeModel {

  private static final double LEAST_FIT = 0.6;
  private static final double GREATEST_FIT = 1.5;
  private static final int MAX_STRIPES = 1 << 16;
  private static final double NANOS_PER_SECOND = 1e9;

  private final LockLoad load;
  private final double fit;

  /** Makes the model of a lock that was measured. */
  public StripeModel(LockLoad load) {
    this.load = load;
    double waitNanos = solve(1).waitNanos();
    this.fit = load.meanWaitNanos() == waitNanos ? 1 : load.meanWaitNanos() / waitNanos;
  }

  /**
   * The mean wait that was measured over the one that the model finds for the lock as it is. About
   * 1 if threads wait for one another's holds and for nothing else. More if there is more to the
   * wait, such as the time to wake a thread, holders without a processor, or bursts.
   */
  public double fit() {
    return fit;
  }

  /** Whether {@link #fit} is from 0.6 to 1.5: otherwise the model predicts nothing. */
  public boolean explainsWaits() {
    return fit >= LEAST_FIT && fit <= GREATEST_FIT;
  }

  /**
   * What to expect of that many stripes; of one, what was measured. Empty unless the model {@link
   * #explainsWaits}.
   *
   * @throws IllegalArgumentException if {@code stripes} is not from 1 to 65536
   */
  public Optional<StripePrediction> predict(int stripes) {
    if (stripes < 1 || stripes > MAX_STRIPES) {
      throw new IllegalArgumentException(
          "stripes must be from 1 to " + MAX_STRIPES + ", but is " + stripes);
    }
    return explainsWaits() ? Optional.of(prediction(stripes)) : Optional.empty();
  }

  /**
   * The fewest stripes, a power of two, with which the threads wait for no more than a part of
   * their time. Empty if no number up to 65536 is enough, as where most acquisitions are for one
   * key, and unless the model {@link #explainsWaits}.
   *
   * @param waitRatio that part, from 0 to 1
   * @throws IllegalArgumentException if {@code waitRatio} is not from 0 to 1
   */
  public OptionalInt fewestStripes(double waitRatio) {
    if (!(waitRatio >= 0 && waitRatio <= 1)) {
      throw new IllegalArgumentException("waitRatio must be from 0 to 1, but is " + waitRatio);
    }
    for (int stripes = 1; explainsWaits() && stripes <= MAX_STRIPES; stripes *= 2) {
      if (prediction(stripes).waitRatio() <= waitRatio) {
        return OptionalInt.of(stripes);
      }
    }
    return OptionalInt.empty();
  }

  private StripePrediction prediction(int stripes) {
    if (stripes == 1) {
      return new StripePrediction(1, load.waitRatio(), 1, load.utilization());
    }
    Solution solution = solve(evenStripes(stripes));
    double perSecond = solution.acquisitionsPerNano() * NANOS_PER_SECOND;
    return new StripePrediction(
        stripes,
        solution.waitNanos() * solution.acquisitionsPerNano() / load.threads(),
        perSecond / load.acquisitionsPerSecond(),
        solution.acquisitionsPerNano() * load.meanHoldNanos() / stripes);
  }

  private double evenStripes(int stripes) {
    double sameKey = load.sameKeyProbability();
    return 1 / (sameKey + (1 - sameKey) / stripes);
  }

  /** Adds the threads one by one: each finds the queues that there are without it. */
  private Solution solve(double stripes) {
    double hold = load.meanHoldNanos();
    double think = load.meanThinkNanos();
    double residual = (load.holdVariation() - 1) / 2;
    double most = stripes / hold;
    double response = hold;
    double throughput = 0;
    for (int threads = 1; threads <= load.threads(); threads++) {
      double present = throughput * response;
      response = hold * (1 + (present + throughput * hold * residual) / stripes);
      throughput = threads / (think + response);
      if (throughput > most) {
        throughput = most;
        response = threads / most - think;
      }
    }
    return new Solution(throughput, response - hold);
  }

  private record Solution(double acquisitionsPerNano, double waitNanos) {}
}
