/** The files under {@code docs/operations}, checked by the tools that read them. */
@NullMarked
package io.lockmeter.operations;

import org.jspecify.annotations.NullMarked;
