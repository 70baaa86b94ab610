package io.lockmeter.locks;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Lincheck's model checker cannot see, because it lets one thread run at a time. In a JVM of
 * its own: after model checks the same runs take ten times as long.
 */
class LinearizabilityStressTest {

  @ParameterizedTest
  @ValueSource(
      classes = {
        ReaderBiasedReadWriteLockLincheckTest.TwoSlots.class,
        ShardedCounterLincheckTest.Sums.class,
        StripedMapLincheckTest.Everything.class,
        VersionedMapLincheckTest.Updates.class,
      })
  void isLinearizable(Class<?> operations) {
    Linearizability.stress(operations);
  }
}
