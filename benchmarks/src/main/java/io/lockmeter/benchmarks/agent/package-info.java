/** What the agent costs: the same benchmarks in JVMs without and with it. */
@NullMarked
package io.lockmeter.benchmarks.agent;

import org.jspecify.annotations.NullMarked;
