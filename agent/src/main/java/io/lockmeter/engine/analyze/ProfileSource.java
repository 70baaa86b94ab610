package io.lockmeter.engine.analyze;

/** Where exporters get snapshots from. */
@FunctionalInterface
public interface ProfileSource {

  /** The state of this moment; safe to call from any thread, cheap enough for a scrape a second. */
  ProfileSnapshot snapshot();
}
