package io.lockmeter.locks.metrics;

import io.lockmeter.locks.ProfiledLock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Objects;

/**
 * Meters of {@link ProfiledLock}s under the names that the Lockmeter agent uses, so that dashboards
 * and alerts fit both. Tags are {@code lock}, the lock's name, and {@code kind}, what it wraps.
 *
 * <table>
 *   <caption>Meters</caption>
 *   <tr><th>name</th><th>type</th><th>unit</th></tr>
 *   <tr><td>{@code lockmeter.wait}</td><td>counter</td><td>seconds</td></tr>
 *   <tr><td>{@code lockmeter.contended}</td><td>counter</td><td></td></tr>
 *   <tr><td>{@code lockmeter.acquisitions}</td><td>counter</td><td></td></tr>
 *   <tr><td>{@code lockmeter.hold}</td><td>counter</td><td>seconds</td></tr>
 *   <tr><td>{@code lockmeter.abandoned}</td><td>counter</td><td></td></tr>
 *   <tr><td>{@code lockmeter.wait.max}</td><td>gauge</td><td>seconds</td></tr>
 * </table>
 *
 * <p>What the agent gives beside these needs the agent: a lock does not know how long the program's
 * threads ran, so there is no {@code lockmeter.execution} and no ratio of wait to it. In a program
 * that runs under the agent leave this binder out: its locks have their meters already.
 *
 * <ol>
 *   <li>Locks of one name and kind share their meters, also if several binders were given them, and
 *       a lock that is bound twice counts once.
 *   <li>Counters never go back. Locks that were garbage collected stay in them.
 *   <li>A registry does not keep a lock reachable; this object does.
 * </ol>
 *
 * <p>Safe for use by all threads. Scrapes do not take the locks.
 */
public final class ProfiledLockMetrics implements MeterBinder {

  private final List<ProfiledLock> locks;

  /**
   * Makes a binder of these locks.
   *
   * @throws NullPointerException if one of them is null
   */
  public ProfiledLockMetrics(ProfiledLock... locks) {
    Objects.requireNonNull(locks, "locks");
    for (int i = 0; i < locks.length; i++) {
      if (locks[i] == null) {
        throw new NullPointerException("locks[" + i + "]");
      }
    }
    this.locks = List.of(locks);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Objects.requireNonNull(registry, "registry");
    RegistrySeries series = RegistrySeries.of(registry);
    locks.forEach(lock -> series.get(lock).show(lock, registry));
  }
}
