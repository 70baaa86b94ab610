/** Rules on who may know whom, and on what the hooks may be made of. */
@NullMarked
package io.lockmeter.architecture;

import org.jspecify.annotations.NullMarked;
