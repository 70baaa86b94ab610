package com.acme.registry;

import java.util.concurrent.locks.ReentrantLock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/**
 * An ordinary Spring Boot application in which one thread waits for a lock, once. It says on which
 * port it listens and between which bounds the wait lay, in seconds, and ends when its stdin does.
 */
@SpringBootApplication
public class SpringShop {

  private static final ReentrantLock till = new ReentrantLock();

  public static void main(String[] arguments) throws Exception {
    var context =
        (ServletWebServerApplicationContext)
            new SpringApplication(SpringShop.class).run(arguments);
    long[] most = new long[1];
    Thread customer =
        new Thread(
            () -> {
              long start = System.nanoTime();
              till.lock();
              most[0] = System.nanoTime() - start;
              till.unlock();
            });
    till.lock();
    customer.start();
    while (!till.hasQueuedThread(customer)) {
      Thread.sleep(1);
    }
    long start = System.nanoTime();
    Thread.sleep(300);
    long least = System.nanoTime() - start;
    till.unlock();
    customer.join();
    System.out.println(
        "port " + context.getWebServer().getPort() + " " + least / 1e9 + " " + most[0] / 1e9);
    while (System.in.read() >= 0) {
      continue;
    }
    context.close();
  }
}
