/**
 * The engine: everything behind the hooks, in an isolated loader. It may use the bootstrap ring,
 * ASM, Micrometer and SLF4J. Nothing outside it may import it.
 */
@NullMarked
package io.lockmeter.engine;

import org.jspecify.annotations.NullMarked;
