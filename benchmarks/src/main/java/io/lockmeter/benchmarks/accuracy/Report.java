package io.lockmeter.benchmarks.accuracy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lockmeter's report, by the names of locks. */
final class Report {

  private final JsonObject report;

  private Report(JsonObject report) {
    this.report = report;
  }

  static Report read(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      return new Report(JsonParser.parseReader(reader).getAsJsonObject());
    }
  }

  double waitNanos(KnownLock lock) {
    return sum(lock.reportedAs(), "waitSeconds") * 1e9;
  }

  double holdNanos(KnownLock lock) {
    return sum(lock.reportedAs(), "holdSeconds") * 1e9;
  }

  double acquisitions(KnownLock lock) {
    return sum(lock.reportedAs(), "acquisitions");
  }

  /** Over all kinds of the lock; 0 if the report does not know it. */
  private double sum(String name, String quantity) {
    double sum = 0;
    for (JsonElement element : report.getAsJsonArray("locks")) {
      JsonObject lock = element.getAsJsonObject();
      if (lock.get("lock").getAsString().equals(name)) {
        sum += lock.get(quantity).getAsDouble();
      }
    }
    return sum;
  }
}
