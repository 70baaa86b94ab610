/** What the agent keeps in memory. */
@NullMarked
package io.lockmeter.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
