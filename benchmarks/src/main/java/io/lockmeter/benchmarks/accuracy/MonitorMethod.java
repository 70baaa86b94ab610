package io.lockmeter.benchmarks.accuracy;

/** A monitor entered by a synchronized method. */
final class MonitorMethod implements Section {

  @Override
  public synchronized void run(Runnable inside) {
    inside.run();
  }
}
