/** Tests of the command, not of what it measures. */
@NullMarked
package io.lockmeter.benchmarks.startup;

import org.jspecify.annotations.NullMarked;
