/** What agents add to the start of a whole process. */
@NullMarked
package io.lockmeter.benchmarks.startup;

import org.jspecify.annotations.NullMarked;
