/** What the measuring commands share: where the agent is, child JVMs, and the peers' switches. */
@NullMarked
package io.lockmeter.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
