/** The types of core-locks beside their peers: one class for each case, all in the same run. */
@NullMarked
package io.lockmeter.benchmarks.locks;

import org.jspecify.annotations.NullMarked;
