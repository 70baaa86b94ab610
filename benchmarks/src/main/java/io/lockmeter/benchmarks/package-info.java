/** The one command of this module; each kind of benchmark is a package of its own. */
@NullMarked
package io.lockmeter.benchmarks;

import org.jspecify.annotations.NullMarked;
