package io.lockmeter.engine;

import io.lockmeter.bootstrap.AttachPoint;
import io.lockmeter.bootstrap.EngineLoader;
import io.lockmeter.bootstrap.RunningAgent;
import io.lockmeter.engine.attach.Answer;
import io.lockmeter.engine.attach.ReportExchange;
import io.lockmeter.engine.attach.Request;
import java.io.File;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what later attaches ask of the engine that runs. */
final class Commands implements RunningAgent {

  private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

  private final Engine engine;

  Commands(Engine engine) {
    this.engine = engine;
  }

  @Override
  public void execute(String arguments) {
    Request request = Request.parse(arguments);
    Answer answer;
    try {
      answer = answer(request);
    } catch (Throwable e) {
      LOG.error("{} failed", request.command(), e);
      answer = new Answer(request.id(), false, e.toString());
    }
    give(request, answer);
    if (request.command().equals(Request.DETACH)) {
      closeLoader();
    }
  }

  private Answer answer(Request request) {
    return switch (request.command()) {
      case Request.ATTACH -> {
        LOG.error("the agent is already running in this JVM; the second attach is ignored");
        yield new Answer(
            request.id(), false, "the agent is already running; detach it to change its options");
      }
      case Request.DETACH -> detach(request);
      case Request.DUMP -> report(request, engine::dump);
      case Request.WATCH -> report(request, file -> engine.watch(new ReportExchange(file)));
      default -> new Answer(request.id(), false, "this agent has no command " + request.command());
    };
  }

  private Answer detach(Request request) {
    AttachPoint.release(this);
    engine.close();
    String message = engine.detached();
    LOG.info("{}", message);
    return new Answer(request.id(), true, message);
  }

  private static Answer report(Request request, ReportWatch.Dump dump) {
    try {
      dump.to(new File(request.argument()));
      return new Answer(request.id(), true, "report written to " + request.argument());
    } catch (IOException e) {
      return new Answer(
          request.id(),
          false,
          "the report "
              + request.argument()
              + " cannot be written: "
              + e.getMessage()
              + "; the profiled JVM writes it, so name a place where it may");
    }
  }

  /** Answers a request, if an answer is wanted. */
  static void give(Request request, Answer answer) {
    if (!request.id().isEmpty()) {
      AttachPoint.reply(answer.text());
    }
  }

  /** Lets go of the agent's jar; nothing of the engine can be loaded from then on. */
  static void closeLoader() {
    try {
      ((EngineLoader) Commands.class.getClassLoader()).close();
    } catch (IOException e) {
      LOG.warn("the agent's jar could not be closed: {}", e.toString());
    }
  }
}
