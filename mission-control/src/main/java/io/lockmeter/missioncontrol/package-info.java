/**
 * A rule for the automated analysis of JDK Mission Control. It reads the agent's events from a
 * recording and knows nothing of the agent; it may use Mission Control's core libraries.
 */
@NullMarked
package io.lockmeter.missioncontrol;

import org.jspecify.annotations.NullMarked;
