package io.lockmeter.sample;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down each sale. Safe for use by all threads. */
final class AuditTrail {

  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

  void sold(Order order, long cents) {
    LOG.info("sold {} of {} for {} cents", order.quantity(), order.item(), cents);
  }
}
