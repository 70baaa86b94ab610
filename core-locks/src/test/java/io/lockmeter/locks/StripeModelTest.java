package io.lockmeter.locks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.lockmeter.locks.StripeSimulation.Measured;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StripeModelTest {

  @ParameterizedTest
  @CsvSource({"1, 3000", "2, 1000", "8, 4560", "16, 100", "50, 60000"})
  void fit_isOneForTheClosedForm(int threads, double thinkNanos) {
    StripeModel model = new StripeModel(MachineRepair.withThinkTime(threads, thinkNanos));

    assertThat(model.fit()).isCloseTo(1, within(1e-9));
    assertThat(model.explainsWaits()).isTrue();
  }

  /** Worked out with another program: the wait in percent, rounded to one decimal, and the gain. */
  @ParameterizedTest
  @CsvSource({
    "34, 4, 2, 18.1, 1.24",
    "34, 4, 4, 9.1, 1.38",
    "34, 4, 8, 4.6, 1.45",
    "34, 4, 16, 2.3, 1.48",
    "34, 4, 32, 1.1, 1.50",
    "34, 8, 2, 15.0, 1.29",
    "34, 8, 4, 6.6, 1.41",
    "34, 8, 8, 3.1, 1.47",
    "34, 8, 16, 1.5, 1.49",
    "34, 8, 32, 0.7, 1.50",
    "34, 16, 2, 11.5, 1.34",
    "34, 16, 4, 4.3, 1.45",
    "34, 16, 8, 1.9, 1.49",
    "34, 16, 16, 0.9, 1.50",
    "34, 16, 32, 0.4, 1.51",
    "34, 32, 2, 7.9, 1.40",
    "34, 32, 4, 2.5, 1.48",
    "34, 32, 8, 1.0, 1.50",
    "34, 32, 16, 0.5, 1.51",
    "34, 32, 32, 0.2, 1.51",
    "60, 8, 8, 9.1, 2.3",
    "60, 8, 16, 4.4, 2.4",
    "60, 8, 32, 2.2, 2.4",
    "60, 32, 8, 3.1, 2.4",
    "60, 32, 16, 1.3, 2.5",
    "80, 8, 16, 15.6, 4.2",
    "80, 8, 64, 4.2, 4.8",
    "80, 8, 128, 2.1, 4.9",
    "80, 32, 16, 5.8, 4.7",
    "80, 32, 32, 2.6, 4.9",
  })
  void predict_forExponentialHolds(
      double waitPercent, int threads, int stripes, double expectedPercent, double expectedGain) {
    StripeModel model = new StripeModel(MachineRepair.load(threads, waitPercent / 100));
    StripePrediction prediction = model.predict(stripes).orElseThrow();

    assertThat(prediction.stripes()).isEqualTo(stripes);
    assertThat(100 * prediction.waitRatio()).isCloseTo(expectedPercent, within(0.051));
    assertThat(prediction.speedUp())
        .isCloseTo(expectedGain, within(waitPercent == 34 ? 0.0051 : 0.1));
  }

  @Test
  void predict_utilizationFollowsTheThroughput() {
    LockLoad load = MachineRepair.load(8, 0.34);
    StripePrediction prediction = new StripeModel(load).predict(4).orElseThrow();

    assertThat(load.utilization()).isCloseTo(0.949, within(0.0005));
    assertThat(prediction.utilization())
        .isCloseTo(load.utilization() * prediction.speedUp() / 4, within(1e-12));
  }

  @Test
  void predict_ofOneStripeIsWhatWasMeasured() {
    LockLoad load = MachineRepair.load(8, 0.34);

    assertThat(new StripeModel(load).predict(1))
        .contains(new StripePrediction(1, load.waitRatio(), 1, load.utilization()));
  }

  @ParameterizedTest
  @CsvSource({"8, 4, 0, 8", "8, 16, 0, 8", "16, 4, 0, 8", "16, 16, 0, 8"})
  @CsvSource({"8, 4, 1, 4", "8, 16, 1, 4", "16, 4, 1, 4", "16, 16, 1, 4"})
  @CsvSource({"8, 4, 4, 30", "8, 16, 4, 30", "16, 4, 4, 30", "16, 16, 4, 30"})
  void predict_agreesWithASimulation(
      int threads, int stripes, double variation, double percentOff) {
    double think = 1000 * threads * 0.6;
    Measured lock = StripeSimulation.of(threads, think, 1000, variation).run(1);
    Measured striped =
        StripeSimulation.of(threads, think, 1000, variation).run(StripeSimulation.even(stripes));
    StripeModel model = new StripeModel(lock.load(variation, 0));
    StripePrediction prediction = model.predict(stripes).orElseThrow();

    assertThat(prediction.waitRatio()).isCloseTo(striped.waitRatio(), withinPercentage(percentOff));
    assertThat(prediction.speedUp())
        .isCloseTo(striped.perNano() / lock.perNano(), withinPercentage(4));
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 64, 1024})
  void predict_agreesWithASimulationOfSkewedKeys(int stripes) {
    double[] keys = zipf(1000, 0.99);
    double[] shares = sharesOfStripes(keys, stripes);
    double think = 1000 * 16 * 0.6;
    Measured lock = StripeSimulation.of(16, think, 1000, 1).run(1);
    Measured striped = StripeSimulation.of(16, think, 1000, 1).run(shares);
    double sameKey = Arrays.stream(keys).map(share -> share * share).sum();
    double predicted = waitRatio(lock.load(1, sameKey), stripes);
    double predictedWithoutSkew = waitRatio(lock.load(1, 0), stripes);

    assertThat(predicted).isCloseTo(striped.waitRatio(), withinPercentage(15));
    assertThat(predictedWithoutSkew).isLessThan(0.8 * striped.waitRatio());
  }

  /** Threads that do nothing else hold the lock in turn. */
  @ParameterizedTest
  @ValueSource(ints = {2, 8, 1000})
  void lock_thatIsAlwaysHeld(int threads) {
    LockLoad load = new LockLoad(threads, 1_000_000, 1000, 1000.0 * (threads - 1), 0, 0);
    StripeModel model = new StripeModel(load);

    assertThat(model.fit()).isCloseTo(1, within(1e-9));
    assertThat(model.predict(2).orElseThrow().utilization()).isLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"0.34, 1", "0.339, 2", "0.05, 8", "0.031, 8", "0.02, 16", "0.0001, 4096"})
  void fewestStripes_reachTheTarget(double waitRatio, int expected) {
    StripeModel model = new StripeModel(MachineRepair.load(8, 0.34));

    assertThat(model.fewestStripes(waitRatio)).hasValue(expected);
  }

  @Test
  void fewestStripes_noneForOneHotKey() {
    LockLoad even = MachineRepair.load(8, 0.34);
    LockLoad hot =
        new LockLoad(
            8, even.acquisitionsPerSecond(), even.meanHoldNanos(), even.meanWaitNanos(), 1, 0.5);

    assertThat(new StripeModel(hot).fewestStripes(0.05)).isEmpty();
    assertThat(new StripeModel(even).fewestStripes(0)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1.6, 100})
  void waitsThatHoldsDoNotExplain_areNotPredictedFrom(double factor) {
    LockLoad explained = MachineRepair.withThinkTime(8, 50_000);
    LockLoad load =
        new LockLoad(
            8,
            explained.acquisitionsPerSecond(),
            explained.meanHoldNanos(),
            factor * explained.meanWaitNanos());
    StripeModel model = new StripeModel(load);

    assertThat(model.explainsWaits()).isFalse();
    assertThat(model.predict(8)).isEmpty();
    assertThat(model.fewestStripes(0.03)).isEmpty();
    assertThat(model.fit() > 1).isEqualTo(factor > 1);
  }

  @Test
  void oneThread_hasNothingToWaitFor() {
    assertThat(new StripeModel(new LockLoad(1, 1000, 100, 0)).fit()).isEqualTo(1);
    assertThat(new StripeModel(new LockLoad(1, 1000, 100, 5)).explainsWaits()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 65537})
  void stripes_thatThereCannotBe(int stripes) {
    StripeModel model = new StripeModel(MachineRepair.load(8, 0.34));

    assertThatThrownBy(() -> model.predict(stripes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("stripes must be from 1 to 65536, but is " + stripes);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void waitRatio_thatThereCannotBe(double waitRatio) {
    StripeModel model = new StripeModel(MachineRepair.load(8, 0.34));

    assertThatThrownBy(() -> model.fewestStripes(waitRatio))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("waitRatio must be from 0 to 1, but is " + waitRatio);
  }

  private static double waitRatio(LockLoad load, int stripes) {
    return new StripeModel(load).predict(stripes).orElseThrow().waitRatio();
  }

  private static double[] zipf(int keys, double exponent) {
    double[] shares = new double[keys];
    for (int i = 0; i < keys; i++) {
      shares[i] = StrictMath.pow(i + 1, -exponent);
    }
    double sum = Arrays.stream(shares).sum();
    return Arrays.stream(shares).map(share -> share / sum).toArray();
  }

  private static double[] sharesOfStripes(double[] keys, int stripes) {
    Random random = new Random(42);
    double[] shares = new double[stripes];
    for (double key : keys) {
      shares[random.nextInt(stripes)] += key;
    }
    Arrays.parallelPrefix(shares, Double::sum);
    shares[stripes - 1] = 1;
    return shares;
  }
}
