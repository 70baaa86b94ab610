/** What the agent costs whole programs. */
@NullMarked
package io.lockmeter.benchmarks.programs;

import org.jspecify.annotations.NullMarked;
