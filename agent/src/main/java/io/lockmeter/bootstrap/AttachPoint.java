package io.lockmeter.bootstrap;

import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import jdk.internal.vm.VMSupport;

/**
 * Where one who attaches to this JVM meets the agent.
 *
 * <p>Answers go through the JVM's agent properties: whoever has attached can read them, and the
 * application cannot. An answer is there for a few seconds; while an agent runs, so is its version.
 */
public final class AttachPoint implements Runnable {

  private static final String AGENT = "lockmeter.agent";
  private static final String REPLY = "lockmeter.reply";
  private static final long REPLY_MILLIS = 5_000;

  private static final AtomicReference<RunningAgent> RUNNING = new AtomicReference<>();

  /** Checksum of the class files that this ring was defined from. */
  public static volatile long ring;

  private final String reply;

  private AttachPoint(String reply) {
    this.reply = reply;
  }

  /** Makes {@code agent} the one that runs, unless there is one. */
  public static boolean claim(RunningAgent agent) {
    return RUNNING.compareAndSet(null, agent);
  }

  /** Lets whoever attaches see that an agent of that version runs. */
  public static void announce(String version) {
    VMSupport.getAgentProperties().setProperty(AGENT, version);
  }

  /** {@code agent} runs no more. */
  public static void release(RunningAgent agent) {
    if (RUNNING.compareAndSet(agent, null)) {
      VMSupport.getAgentProperties().remove(AGENT);
    }
  }

  /** Passes on what a later attach asks for; returns whether there was an agent to ask. */
  public static boolean command(String arguments) {
    RunningAgent agent = RUNNING.get();
    if (agent == null) {
      return false;
    }
    agent.execute(arguments);
    return true;
  }

  /** Leaves an answer for whoever has attached, for as long as it takes to read it. */
  public static void reply(String text) {
    VMSupport.getAgentProperties().setProperty(REPLY, text);
    new AgentThread(new AttachPoint(text), "reply").start();
  }

  /** Takes the answer away. */
  @Override
  public void run() {
    try {
      Thread.sleep(REPLY_MILLIS);
    } catch (InterruptedException e) {
      // Somebody wants this thread to end: it does what is left and ends.
    }
    Properties properties = VMSupport.getAgentProperties();
    properties.remove(REPLY, reply);
  }
}
