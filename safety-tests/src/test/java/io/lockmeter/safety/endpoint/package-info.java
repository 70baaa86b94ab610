/** Attacks on the endpoint, from without. */
@NullMarked
package io.lockmeter.safety.endpoint;

import org.jspecify.annotations.NullMarked;
