package io.lockmeter.engine.export.report;

/**
 * What a report says of the program it is about.
 *
 * @param agent version of the agent
 * @param java version of Java, as in {@code 17.0.15}
 * @param vm name of the virtual machine
 * @param pid process number
 */
public record RunningJvm(String agent, String java, String vm, long pid) {

  /** The JVM of this process. */
  public static RunningJvm with(String agentVersion) {
    return new RunningJvm(
        agentVersion,
        System.getProperty("java.version"),
        System.getProperty("java.vm.name"),
        ProcessHandle.current().pid());
  }
}
