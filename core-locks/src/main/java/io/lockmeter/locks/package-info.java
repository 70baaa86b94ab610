/**
 * Counters and locks for sections of code that many threads go through, and a lock that measures
 * itself. An ordinary library on the application's class path or module path: it imports {@code
 * java.base} only, never the agent, uses no {@code Unsafe}, and starts no threads.
 *
 * <p>Where a class of {@code java.util.concurrent} does the job, use that one: {@link
 * java.util.concurrent.atomic.LongAdder} for plain statistics, {@link
 * java.util.concurrent.atomic.AtomicLong} where the new value is needed, {@link
 * java.util.concurrent.ConcurrentHashMap} for maps whose keys are independent.
 */
@NullMarked
package io.lockmeter.locks;

import org.jspecify.annotations.NullMarked;
