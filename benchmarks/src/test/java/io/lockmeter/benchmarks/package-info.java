/** Tests of the benchmarks' command, not of what it measures. */
@NullMarked
package io.lockmeter.benchmarks;

import org.jspecify.annotations.NullMarked;
