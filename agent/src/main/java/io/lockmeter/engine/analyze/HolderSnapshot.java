package io.lockmeter.engine.analyze;

/**
 * How long others waited for a lock that was released at one place in the code.
 *
 * @param site where the release that ended the waits was made
 * @param thread the thread that made the last of them
 * @param waitNanos estimated wait that it ended, in nanoseconds
 */
public record HolderSnapshot(String site, String thread, long waitNanos) {}
