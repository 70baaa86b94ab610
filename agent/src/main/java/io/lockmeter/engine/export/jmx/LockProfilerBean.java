package io.lockmeter.engine.export.jmx;

import io.lockmeter.engine.analyze.LockSnapshot;
import io.lockmeter.engine.analyze.ProfileSource;
import io.lockmeter.engine.instrument.Coverage;
import java.io.File;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Answers from snapshots. Thread-safe. */
final class LockProfilerBean implements LockProfilerMXBean {

  private static final double NANOS = 1e9;

  private final ProfileSource source;
  private final Coverage coverage;
  private final String version;
  private final JmxExporter.Dump dump;

  LockProfilerBean(ProfileSource source, Coverage coverage, String version, JmxExporter.Dump dump) {
    this.source = source;
    this.coverage = coverage;
    this.version = version;
    this.dump = dump;
  }

  @Override
  public String getVersion() {
    return version;
  }

  @Override
  public double getUptimeSeconds() {
    return source.snapshot().uptimeNanos() / NANOS;
  }

  @Override
  public double getWindowSeconds() {
    return source.snapshot().windowNanos() / NANOS;
  }

  @Override
  public double getFlagRatio() {
    return source.snapshot().flagRatio();
  }

  @Override
  public int getLocksTracked() {
    return source.snapshot().locks().size();
  }

  @Override
  public List<String> getFlaggedLocks() {
    return source.snapshot().locks().stream()
        .filter(LockSnapshot::flagged)
        .map(LockProfilerBean::label)
        .toList();
  }

  @Override
  public Map<String, Double> getWaitRatios() {
    return waited(LockSnapshot::waitRatio);
  }

  @Override
  public Map<String, Double> getWindowWaitRatios() {
    return waited(LockSnapshot::waitRatioWindow);
  }

  private Map<String, Double> waited(ToDoubleFunction<LockSnapshot> ratio) {
    Map<String, Double> ratios = new LinkedHashMap<>();
    for (LockSnapshot lock : source.snapshot().locks()) {
      if (lock.contended() > 0) {
        ratios.put(label(lock), ratio.applyAsDouble(lock));
      }
    }
    return ratios;
  }

  private static String label(LockSnapshot lock) {
    return lock.lock() + " (" + lock.kind() + ")";
  }

  @Override
  public double getWaitSeconds() {
    return source.snapshot().locks().stream().mapToLong(LockSnapshot::waitNanos).sum() / NANOS;
  }

  @Override
  public long getContended() {
    return source.snapshot().locks().stream().mapToLong(LockSnapshot::contended).sum();
  }

  @Override
  public String getMonitors() {
    return coverage.state().monitors();
  }

  @Override
  public int getClassesRewritten() {
    return coverage.state().classesRewritten();
  }

  @Override
  public int getClassesSkipped() {
    return coverage.state().skippedCount();
  }

  @Override
  public List<String> getHookedLocks() {
    return coverage.state().locks();
  }

  @Override
  public String getSelfTest() {
    return coverage.state().selfTest();
  }

  @Override
  public Map<String, Long> getDropped() {
    return source.snapshot().dropped();
  }

  @Override
  public void dump(String file) throws IOException {
    dump.to(new File(file));
  }
}
