package io.lockmeter.engine.record;

import org.jspecify.annotations.Nullable;

/**
 * A wait for a monitor that the JVM measured, where no hook could.
 *
 * @param lock name of the monitor
 * @param lockClass binary name of the class of the object whose monitor it is
 * @param site first application frame, as in {@code com.acme.Foo.bar:42}
 * @param threadId id of the thread that waited
 * @param durationNanos how long it waited
 * @param previousOwner name of the thread that left the monitor, if known
 * @param previousOwnerId id of that thread, or 0
 * @param insideIdle whether the thread was inside a method that waits for work
 */
public record MeasuredWait(
    String lock,
    String lockClass,
    String site,
    long threadId,
    long durationNanos,
    @Nullable String previousOwner,
    long previousOwnerId,
    boolean insideIdle) {}
