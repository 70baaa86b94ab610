package io.lockmeter.production;

import com.sun.tools.attach.VirtualMachine;
import java.io.File;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A container of applications with a Micrometer each. Its arguments are the steps that it takes.
 */
final class Deployments {

  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private final ReentrantLock lock = new ReentrantLock();
  private double least;
  private double most;
  private final List<URLClassLoader> applications = new ArrayList<>();

  private Deployments() {}

  public static void main(String[] steps) throws Exception {
    Deployments container = new Deployments();
    for (String step : steps) {
      String[] words = step.split("=", 3);
      switch (words[0]) {
        case "contend" -> container.contend();
        case "deploy" -> container.deploy(words[1], words[2]);
        case "show" -> container.show();
        case "next" -> System.in.read();
        case "count" -> container.count();
        case "undeploy" -> container.undeploy();
        case "attach" -> attach(words[1]);
        default -> throw new IllegalArgumentException(step);
      }
    }
  }

  /** Lets one thread wait for the lock, and adds up between which bounds its waits lie. */
  private void contend() throws Exception {
    long[] wait = new long[1];
    Thread waiter =
        new Thread(
            () -> {
              long start = System.nanoTime();
              lock.lock();
              wait[0] = System.nanoTime() - start;
              lock.unlock();
            });
    lock.lock();
    waiter.start();
    while (!lock.hasQueuedThread(waiter)) {
      Thread.sleep(1);
    }
    long start = System.nanoTime();
    Thread.sleep(200);
    least += (System.nanoTime() - start) / 1e9;
    lock.unlock();
    waiter.join();
    most += wait[0] / 1e9;
  }

  private void deploy(String how, String classPath) throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator)) {
      urls.add(new File(entry).toURI().toURL());
    }
    applications.add(
        new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader()));
    ask(applications.size() - 1, how);
    System.out.println("deployed");
  }

  /** Waits until the first application shows all waits so far. */
  private void show() throws Exception {
    Method count = meters(0).getMethod("count", String.class, String.class, String.class);
    String name = Deployments.class.getName() + ".lock";
    double wait = -1;
    long start = System.nanoTime();
    while (wait < least && System.nanoTime() - start < PATIENCE_NANOS) {
      Thread.sleep(20);
      wait = (Double) count.invoke(null, "lockmeter.wait", name, "reentrant");
    }
    System.out.println(
        wait < least || wait > most ? wait + " not in " + least + " to " + most : "right");
  }

  private void count() throws Exception {
    for (int i = 0; i < applications.size(); i++) {
      System.out.println("left " + ask(i, "meters") + ", own sales " + ask(i, "sales"));
    }
  }

  private Object ask(int application, String what) throws Exception {
    return meters(application).getMethod(what).invoke(null);
  }

  private Class<?> meters(int application) throws Exception {
    return Class.forName("com.acme.registry.ShopMeters", true, applications.get(application));
  }

  /** Forgets the first application; then nothing may hold it. */
  private void undeploy() throws Exception {
    WeakReference<ClassLoader> loader = new WeakReference<>(applications.remove(0));
    long start = System.nanoTime();
    while (loader.get() != null && System.nanoTime() - start < PATIENCE_NANOS) {
      System.gc();
      Thread.sleep(50);
    }
    System.out.println(loader.get() == null ? "collected" : "kept");
  }

  private static void attach(String jar) throws Exception {
    VirtualMachine self = VirtualMachine.attach(String.valueOf(ProcessHandle.current().pid()));
    self.loadAgent(jar, "metrics=app,jfr=false,jdk.monitors=off");
    self.detach();
  }
}
