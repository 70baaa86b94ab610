/** Tests of the monitors taken from JFR, against monitors that really contend. */
@NullMarked
package io.lockmeter.engine.jfrmonitor;

import org.jspecify.annotations.NullMarked;
