package io.lockmeter.locks.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import io.lockmeter.locks.Eventually;
import io.lockmeter.locks.ProfiledLock;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.junit.jupiter.api.Test;

class ProfiledLockMetricsTest {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ProfiledLock lock = new ProfiledLock("orders");

  private static void use(ProfiledLock used, int times) {
    for (int i = 0; i < times; i++) {
      used.lock();
      used.unlock();
    }
  }

  private static void waitInVain(ProfiledLock held) throws InterruptedException {
    held.lock();
    Thread waiter =
        new Thread(
            () -> {
              try {
                held.tryLock(1, TimeUnit.MILLISECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    waiter.start();
    waiter.join();
    held.unlock();
  }

  private static String acquisitions(String name, String kind, int count) {
    return "lockmeter_acquisitions_total{kind=\"" + kind + "\",lock=\"" + name + "\"} " + count;
  }

  @Test
  void meters_areThoseOfTheAgent_thatALockCanGive() {
    new ProfiledLockMetrics(lock).bindTo(registry);

    assertThat(registry.scrape().lines().filter(line -> line.startsWith("# TYPE ")))
        .containsExactlyInAnyOrder(
            "# TYPE lockmeter_wait_seconds_total counter",
            "# TYPE lockmeter_contended_total counter",
            "# TYPE lockmeter_acquisitions_total counter",
            "# TYPE lockmeter_hold_seconds_total counter",
            "# TYPE lockmeter_abandoned_total counter",
            "# TYPE lockmeter_wait_max_seconds gauge");
  }

  @Test
  void promtool_hasNoObjection() throws Exception {
    assumeThatCode(() -> new ProcessBuilder("promtool", "--version").start().waitFor())
        .doesNotThrowAnyException();
    new ProfiledLockMetrics(lock).bindTo(registry);
    Process promtool =
        new ProcessBuilder("promtool", "check", "metrics").redirectErrorStream(true).start();
    try (var stdin = promtool.getOutputStream()) {
      stdin.write(registry.scrape().getBytes(StandardCharsets.UTF_8));
    }

    assertThat(new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEmpty();
    assertThat(promtool.waitFor()).isZero();
  }

  @Test
  void values_areTheLocksStatistics() throws Exception {
    new ProfiledLockMetrics(lock).bindTo(registry);
    use(lock, 3);
    waitInVain(lock);
    String tags = "{kind=\"reentrant\",lock=\"orders\"} ";
    ProfiledLock.Statistics statistics = lock.statistics();

    assertThat(statistics.waitMaxNanos()).isPositive();
    assertThat(registry.scrape().lines())
        .contains(
            "lockmeter_acquisitions_total" + tags + "4.0",
            "lockmeter_contended_total" + tags + "1.0",
            "lockmeter_abandoned_total" + tags + "1.0",
            "lockmeter_wait_seconds_total" + tags + statistics.waitNanos() / 1e9,
            "lockmeter_wait_max_seconds" + tags + statistics.waitMaxNanos() / 1e9,
            "lockmeter_hold_seconds_total" + tags + statistics.holdNanos() / 1e9);
  }

  @Test
  void kind_isWhatTheLockWraps() {
    new ProfiledLockMetrics(
            lock,
            new ProfiledLock("a", new ReentrantReadWriteLock().writeLock()),
            new ProfiledLock("b", new StampedLock().asWriteLock()),
            new ProfiledLock("c", new ProfiledLock("wrapped")))
        .bindTo(registry);

    assertThat(registry.scrape())
        .contains(
            acquisitions("orders", "reentrant", 0),
            acquisitions("a", "write", 0),
            acquisitions("b", "stamped_write", 0),
            acquisitions("c", "other", 0));
  }

  @Test
  void locksOfOneName_areAddedUp_whoeverBoundThem() throws Exception {
    ProfiledLock namesake = new ProfiledLock("orders");
    new ProfiledLockMetrics(lock, lock).bindTo(registry);
    new ProfiledLockMetrics(namesake).bindTo(registry);
    new ProfiledLockMetrics(namesake, lock).bindTo(registry);
    use(lock, 5);
    use(namesake, 7);
    waitInVain(namesake);

    assertThat(registry.scrape())
        .contains(acquisitions("orders", "reentrant", 13))
        .contains(
            "lockmeter_wait_max_seconds{kind=\"reentrant\",lock=\"orders\"} "
                + namesake.statistics().waitMaxNanos() / 1e9);
  }

  @Test
  void collectedLocks_stayInTheCounters_andLiveOnesAreNotLost() {
    new ProfiledLockMetrics(lock).bindTo(registry);
    WeakReference<ProfiledLock> gone = bindAndForget();
    Eventually.until(
        () -> {
          System.gc();
          return gone.refersTo(null);
        });
    use(lock, 2);

    assertThat(registry.scrape()).contains(acquisitions("orders", "reentrant", 13));
    use(lock, 1);
    assertThat(registry.scrape()).contains(acquisitions("orders", "reentrant", 14));
  }

  private WeakReference<ProfiledLock> bindAndForget() {
    ProfiledLock shortLived = new ProfiledLock("orders");
    new ProfiledLockMetrics(shortLived).bindTo(registry);
    use(shortLived, 11);
    return new WeakReference<>(shortLived);
  }

  @Test
  void registries_areIndependent_andMayBeClearedAndCombined() {
    CompositeMeterRegistry composite = new CompositeMeterRegistry();
    SimpleMeterRegistry part = new SimpleMeterRegistry();
    composite.add(part);
    ProfiledLockMetrics metrics = new ProfiledLockMetrics(lock);
    metrics.bindTo(registry);
    metrics.bindTo(composite);
    use(lock, 2);
    registry.clear();
    assertThat(registry.getMeters()).isEmpty();
    metrics.bindTo(registry);

    assertThat(registry.scrape()).contains(acquisitions("orders", "reentrant", 2));
    assertThat(part.get("lockmeter.acquisitions").functionCounter().count()).isEqualTo(2);
    assertThat(part.getMeters()).hasSize(6);
  }

  @Test
  void badArguments_areRefusedByName() {
    assertThatNullPointerException()
        .isThrownBy(() -> new ProfiledLockMetrics(lock, null))
        .withMessage("locks[1]");
    assertThatNullPointerException()
        .isThrownBy(() -> new ProfiledLockMetrics(lock).bindTo(null))
        .withMessage("registry");
    assertThat(registry.getMeters()).isEmpty();
  }
}
