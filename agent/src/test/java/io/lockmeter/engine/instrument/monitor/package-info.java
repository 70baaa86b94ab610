/** Tests of the rewriting of monitors. Loader of the tests. */
@NullMarked
package io.lockmeter.engine.instrument.monitor;

import org.jspecify.annotations.NullMarked;
