package io.lockmeter.safety.soak;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/** Loads classes whose static fields hold locks, makes a thread wait for each, and drops them. */
final class ClassChurn {

  /** An application has so many classes, however often it is deployed. */
  private static final int NAMES = 20;

  private final List<WeakReference<Redeployment>> dropped = new ArrayList<>();
  private long loaded;

  void batch(Contest contest) {
    Redeployment loader = new Redeployment(1 + (int) (loaded % NAMES));
    List<Subject> subjects = loader.instance().subjects();
    // All of its code runs once before a thread is seen to wait in it.
    subjects.forEach(Subject::attempt);
    subjects.forEach(contest::once);
    synchronized (dropped) {
      dropped.add(new WeakReference<>(loader));
      loaded++;
    }
  }

  long loaded() {
    synchronized (dropped) {
      return loaded;
    }
  }

  /** How many loaders have not been unloaded. */
  long left() {
    synchronized (dropped) {
      dropped.removeIf(loader -> loader.refersTo(null));
      return dropped.size();
    }
  }
}
