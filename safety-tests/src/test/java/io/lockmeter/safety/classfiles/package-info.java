/**
 * Class files of many compilers and shapes: what the agent makes of them must load, verify, be
 * compiled and look to reflection as what it was.
 */
@NullMarked
package io.lockmeter.safety.classfiles;

import org.jspecify.annotations.NullMarked;
