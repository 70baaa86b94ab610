/** Tests of the bootstrap ring, in the class path's own copy of it. */
@NullMarked
package io.lockmeter.bootstrap;

import org.jspecify.annotations.NullMarked;
