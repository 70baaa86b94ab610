/**
 * What the agent costs, measured with JMH. Not shipped; it runs the agent from its jar and imports
 * nothing of it.
 */
@NullMarked
package io.lockmeter.benchmarks;

import org.jspecify.annotations.NullMarked;
