package io.lockmeter.engine.cli.recording;

import io.lockmeter.engine.analyze.ProfileSnapshot;
import io.lockmeter.engine.export.report.RunningJvm;
import io.lockmeter.engine.instrument.Coverage;

/**
 * What a recording tells.
 *
 * @param profile the totals at its end; without the distribution of waits
 * @param coverage what was hooked; the classes that were skipped are counted, not listed
 * @param jvm the JVM that was recorded
 */
public record RecordedProfile(ProfileSnapshot profile, Coverage.State coverage, RunningJvm jvm) {}
