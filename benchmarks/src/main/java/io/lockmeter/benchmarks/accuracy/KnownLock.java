package io.lockmeter.benchmarks.accuracy;

/**
 * A lock whose waits or acquisitions a program counts itself.
 *
 * @param label its name in tables
 * @param reportedAs the name that Lockmeter gives it
 * @param hold excludes {@code enter} of other threads
 * @param enter how the counted thread acquires it
 */
record KnownLock(String label, String reportedAs, Section hold, Section enter) {}
