package io.lockmeter.sample;

/** What was sold of one item: two numbers that belong together. */
record Sales(long quantity, long cents) {

  Sales plus(Sales other) {
    return new Sales(quantity + other.quantity, cents + other.cents);
  }
}
