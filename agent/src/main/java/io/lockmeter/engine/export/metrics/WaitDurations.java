package io.lockmeter.engine.export.metrics;

import io.lockmeter.engine.analyze.HistogramSnapshot;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/**
 * The histogram of wait durations. Micrometer has no histogram over counts that somebody else
 * keeps, so this one goes to the Prometheus registry directly.
 */
final class WaitDurations implements Collector {

  private static final String NAME = "lockmeter_wait_duration_seconds";

  private final LockMetrics metrics;

  WaitDurations(LockMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public String getPrometheusName() {
    return NAME;
  }

  @Override
  public MetricSnapshot collect() {
    var family =
        io.prometheus.metrics.model.snapshots.HistogramSnapshot.builder()
            .name(NAME)
            .help("Durations of waits that have ended, of all locks");
    HistogramSnapshot histogram = metrics.durations();
    if (histogram != null) {
      family.dataPoint(
          HistogramDataPointSnapshot.builder()
              .classicHistogramBuckets(buckets(histogram))
              .sum(histogram.sumNanos() / 1e9)
              .build());
    }
    return family.build();
  }

  private static ClassicHistogramBuckets buckets(HistogramSnapshot histogram) {
    ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
    for (int i = 0; i < histogram.counts().size(); i++) {
      double bound =
          i < histogram.boundsNanos().size()
              ? histogram.boundsNanos().get(i) / 1e9
              : Double.POSITIVE_INFINITY;
      buckets.bucket(bound, histogram.counts().get(i));
    }
    return buckets.build();
  }
}
