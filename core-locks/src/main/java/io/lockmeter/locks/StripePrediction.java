package io.lockmeter.locks;

/**
 * What a {@link StripeModel} expects of a number of stripes.
 *
 * @param stripes how many
 * @param waitRatio the part of their time for which the threads would wait
 * @param speedUp the acquisitions per second over those of the lock that was measured
 * @param utilization the part of the time for which a stripe would be held, on average over them
 */
public record StripePrediction(int stripes, double waitRatio, double speedUp, double utilization) {}
