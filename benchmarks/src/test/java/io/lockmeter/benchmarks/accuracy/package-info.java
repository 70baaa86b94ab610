/** Tests of the commands, not of what they measure. */
@NullMarked
package io.lockmeter.benchmarks.accuracy;

import org.jspecify.annotations.NullMarked;
