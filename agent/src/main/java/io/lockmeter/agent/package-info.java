/**
 * The premain class, in the system loader. It knows the bootstrap ring by name and nothing else.
 */
@NullMarked
package io.lockmeter.agent;

import org.jspecify.annotations.NullMarked;
