package io.lockmeter.engine.export.jmx;

import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** The bean in the platform MBean server. Apart, as it is the one that uses JMX. */
final class Registration implements AutoCloseable {

  private static final String PLATFORM = "java.lang:type=Runtime";

  private final MBeanServer server;
  private final ObjectName name;

  private Registration(MBeanServer server, ObjectName name) {
    this.server = server;
    this.name = name;
  }

  /**
   * Registers {@code bean}, or returns null if there is no platform MBean server yet.
   *
   * @throws IllegalStateException if the server refuses
   */
  static @Nullable Registration of(LockProfilerMXBean bean) {
    try {
      ObjectName sign = new ObjectName(PLATFORM);
      for (MBeanServer server : MBeanServerFactory.findMBeanServer(null)) {
        if (server.isRegistered(sign)) {
          ObjectName name = new ObjectName(LockProfilerMXBean.NAME);
          server.registerMBean(bean, name);
          return new Registration(server, name);
        }
      }
      return null;
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws JMException {
    server.unregisterMBean(name);
  }
}
