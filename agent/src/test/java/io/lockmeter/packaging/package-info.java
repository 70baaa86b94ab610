/** The agent's jar, looked at as a file. */
@NullMarked
package io.lockmeter.packaging;

import org.jspecify.annotations.NullMarked;
