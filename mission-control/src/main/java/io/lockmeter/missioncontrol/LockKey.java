package io.lockmeter.missioncontrol;

/** What tells the events of one lock from those of another. */
record LockKey(String lock, String kind) {}
