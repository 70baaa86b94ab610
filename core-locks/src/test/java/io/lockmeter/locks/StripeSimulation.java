package io.lockmeter.locks;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.DoubleSupplier;

/**
 * Threads that think, choose a stripe, queue for it, hold it, and think again. The same on all
 * machines, to the last bit.
 */
final class StripeSimulation {

  private static final int WARM_UP = 20_000;
  private static final int ACQUISITIONS = 400_000;

  private final Random random = new Random(42);
  private final int threads;
  private final double meanThinkNanos;
  private final DoubleSupplier holdNanos;

  private StripeSimulation(
      int threads, double meanThinkNanos, double meanHoldNanos, double holdVariation) {
    this.threads = threads;
    this.meanThinkNanos = meanThinkNanos;
    this.holdNanos = () -> meanHoldNanos * unit(holdVariation);
  }

  static StripeSimulation of(int threads, double thinkNanos, double holdNanos, double variation) {
    return new StripeSimulation(threads, thinkNanos, holdNanos, variation);
  }

  /** Of mean 1 and that squared coefficient of variation: constant, exponential or log-normal. */
  private double unit(double variation) {
    if (variation == 0) {
      return 1;
    }
    if (variation == 1) {
      return -StrictMath.log(1 - random.nextDouble());
    }
    double squaredSigma = StrictMath.log(1 + variation);
    return StrictMath.exp(StrictMath.sqrt(squaredSigma) * random.nextGaussian() - squaredSigma / 2);
  }

  /**
   * What is measured if the stripes have these parts of the acquisitions.
   *
   * @param shares ascending, the last 1: the part of the acquisitions for each stripe and those
   *     before it
   */
  Measured run(double... shares) {
    double[] freeFrom = new double[shares.length];
    PriorityQueue<Arrival> arrivals =
        new PriorityQueue<>(Comparator.comparingDouble(Arrival::nanos));
    for (int thread = 0; thread < threads; thread++) {
      arrivals.add(new Arrival(meanThinkNanos * unit(1)));
    }
    double waits = 0;
    double holds = 0;
    double start = 0;
    double now = 0;
    for (int i = -WARM_UP; i < ACQUISITIONS; i++) {
      now = arrivals.remove().nanos();
      int found = Arrays.binarySearch(shares, random.nextDouble());
      int stripe = found < 0 ? -found - 1 : found;
      double hold = holdNanos.getAsDouble();
      double acquired = Math.max(now, freeFrom[stripe]);
      freeFrom[stripe] = acquired + hold;
      arrivals.add(new Arrival(freeFrom[stripe] + meanThinkNanos * unit(1)));
      if (i < 0) {
        start = now;
      } else {
        waits += acquired - now;
        holds += hold;
      }
    }
    return new Measured(
        ACQUISITIONS / (now - start), holds / ACQUISITIONS, waits / ACQUISITIONS, threads);
  }

  /** The shares of even stripes. */
  static double[] even(int stripes) {
    double[] shares = new double[stripes];
    for (int i = 0; i < stripes; i++) {
      shares[i] = (i + 1.0) / stripes;
    }
    return shares;
  }

  record Measured(double perNano, double holdNanos, double waitNanos, int threads) {

    double waitRatio() {
      return waitNanos * perNano / threads;
    }

    LockLoad load(double holdVariation, double sameKeyProbability) {
      return new LockLoad(
          threads, perNano * 1e9, holdNanos, waitNanos, holdVariation, sameKeyProbability);
    }
  }

  private record Arrival(double nanos) {}
}
