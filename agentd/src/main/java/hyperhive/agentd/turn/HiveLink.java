package hyperhive.agentd.turn;

import hyperhive.agent.v1.AckRequest;
import hyperhive.agent.v1.HelloReply;
import hyperhive.agent.v1.HelloRequest;
import hyperhive.agent.v1.LooseEndsReply;
import hyperhive.agent.v1.LooseEndsRequest;
import hyperhive.agent.v1.Message;
import hyperhive.agent.v1.ReceiveRequest;
import hyperhive.agent.v1.ReportTurnRequest;
import hyperhive.agentd.link.Backoff;
import hyperhive.agentd.link.Failure;
import hyperhive.agentd.link.Privd;
import hyperhive.agentd.link.RequestIds;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// privd as the turn loop sees it: there is no giving up. A call is repeated, with its request id,
/// until privd has taken or refused it; a privd that does not know this instance is told hello.
final class HiveLink {
  private static final Logger LOG = LoggerFactory.getLogger(HiveLink.class);
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final Duration LAST_WORD = Duration.ofMillis(800);
  private static final int WAIT_SECONDS = 180;
  private static final int MAX_MESSAGES = 20;
  private static final int MAX_FAULTS = 5;

  private final Privd privd;
  private final String version;
  private volatile HelloRequest hello;

  HiveLink(Privd privd, String version) {
    this.privd = privd;
    this.version = version;
    this.hello = freshHello(version);
  }

  private static HelloRequest freshHello(String version) {
    return HelloRequest.newBuilder()
        .setInstanceId(RequestIds.fresh())
        .setAgentdVersion(version)
        .build();
  }

  /// Returns when privd knows this instance.
  void hello() throws InterruptedException {
    Backoff backoff = Backoff.reconnecting();
    while (true) {
      try {
        HelloReply reply = privd.agent(DEADLINE).hello(hello);
        LOG.info("privd knows this agent as {}", reply.getName());
        return;
      } catch (StatusRuntimeException failure) {
        stopIfInterrupted();
        pause(backoff, "hello", failure);
      }
    }
  }

  /// Empty when none came in time or privd cannot be asked now; then the caller asks again.
  List<Message> receive(Backoff afterFailures) throws InterruptedException {
    ReceiveRequest request =
        ReceiveRequest.newBuilder()
            .setWaitSeconds(WAIT_SECONDS)
            .setMaxMessages(MAX_MESSAGES)
            .build();
    Duration deadline = DEADLINE.plusSeconds(WAIT_SECONDS);
    try {
      List<Message> messages = privd.agent(deadline).receive(request).getMessagesList();
      afterFailures.reset();
      return messages;
    } catch (StatusRuntimeException failure) {
      stopIfInterrupted();
      pause(afterFailures, "receive", failure);
      // The reply may be what was lost. Its messages are leased to this instance and the next ack
      // would take them unseen: as a new instance we get them again.
      hello = freshHello(version);
      hello();
      return List.of();
    }
  }

  LooseEndsReply looseEnds() throws InterruptedException {
    LooseEndsRequest request = LooseEndsRequest.getDefaultInstance();
    return persist("loose ends", () -> privd.agent(DEADLINE).looseEnds(request));
  }

  /// @param event with an id of its own
  void report(ReportTurnRequest event) throws InterruptedException {
    try {
      persist("report", () -> privd.agent(DEADLINE).reportTurn(event));
    } catch (StatusRuntimeException refused) {
      LOG.warn("privd refused a report: {}", refused.getStatus());
    }
  }

  /// One short attempt, for when this process is about to end.
  void reportAtLast(ReportTurnRequest event) {
    try {
      privd.agent(LAST_WORD).reportTurn(event);
    } catch (StatusRuntimeException lost) {
      LOG.warn("the last report was lost: {}", lost.getStatus());
    }
  }

  /// Ends the turn's leases. What it was given is named too: a privd that was restarted meanwhile
  /// has forgotten the leases, and would deliver it all again.
  void ack(List<Message> given) throws InterruptedException {
    AckRequest request =
        AckRequest.newBuilder()
            .setRequestId(RequestIds.fresh())
            .addAllMessageIds(given.stream().map(Message::getId).toList())
            .setAllLeased(true)
            .build();
    try {
      persist("ack", () -> privd.agent(DEADLINE).ack(request));
    } catch (StatusRuntimeException refused) {
      LOG.warn("privd refused an ack, the messages will come again: {}", refused.getStatus());
    }
  }

  private <T> T persist(String what, Supplier<T> call) throws InterruptedException {
    Backoff backoff = Backoff.reconnecting();
    boolean introduced = false;
    int faults = 0;
    while (true) {
      try {
        return call.get();
      } catch (StatusRuntimeException failure) {
        stopIfInterrupted();
        switch (Failure.of(failure)) {
          case PASSING -> pause(backoff, what, failure);
          case NOT_INTRODUCED -> {
            if (introduced) {
              throw failure;
            }
            hello();
            introduced = true;
          }
          case FAULT -> {
            faults++;
            if (faults >= MAX_FAULTS) {
              throw failure;
            }
            pause(backoff, what, failure);
          }
          case FINAL -> throw failure;
        }
      }
    }
  }

  private void pause(Backoff backoff, String what, StatusRuntimeException failure)
      throws InterruptedException {
    Duration pause = backoff.next();
    LOG.info("{}: {}; again in {} ms", what, failure.getStatus().getCode(), pause.toMillis());
    Thread.sleep(pause);
    privd.reconnectNow();
  }

  private static void stopIfInterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }
}
