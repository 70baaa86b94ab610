package io.lockmeter.testing;

import com.google.gson.Gson;
import com.google.gson.annotations.SerializedName;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The JSON report, with the names of the public contract. */
public record Report(
    String version,
    String java,
    double uptimeSeconds,
    double windowSeconds,
    double flagRatio,
    List<Lock> locks,
    Coverage coverage,
    Map<String, Long> dropped) {

  /** One lock name and kind. */
  public record Lock(
      String lock,
      String kind,
      @SerializedName("class") String lockClass,
      int instances,
      long acquisitions,
      long contended,
      long abandoned,
      double waitSeconds,
      double waitMaxSeconds,
      double holdSeconds,
      double executionSeconds,
      double waitRatio,
      double waitRatioPeak,
      boolean flagged,
      boolean everFlagged,
      List<Site> sites,
      List<Site> holders) {}

  /** A place in the code, with the wait that belongs to it. */
  public record Site(String site, long contended, double waitSeconds) {}

  /** What was hooked. */
  public record Coverage(
      String monitors,
      int classesRewritten,
      List<Skipped> classesSkipped,
      List<String> locks,
      String selfTest) {}

  /** A class that was left as it is. */
  public record Skipped(@SerializedName("class") String className, String reason) {}

  public static Report read(Path file) {
    try (Reader reader = Files.newBufferedReader(file)) {
      return new Gson().fromJson(reader, Report.class);
    } catch (IOException e) {
      throw new UncheckedIOException("the agent wrote no report to " + file, e);
    }
  }

  public Optional<Lock> find(String name, String kind) {
    return locks.stream().filter(l -> l.lock().equals(name) && l.kind().equals(kind)).findFirst();
  }

  /** Wait of all locks together, in seconds. */
  public double totalWaitSeconds() {
    return locks.stream().mapToDouble(Lock::waitSeconds).sum();
  }
}
