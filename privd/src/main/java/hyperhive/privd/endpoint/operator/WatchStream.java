package hyperhive.privd.endpoint.operator;

import hyperhive.operator.v1.Changed;
import hyperhive.operator.v1.Resync;
import hyperhive.operator.v1.Started;
import hyperhive.operator.v1.Topic;
import hyperhive.operator.v1.WatchEvent;
import hyperhive.privd.auth.Actor;
import hyperhive.privd.auth.Sessions;
import hyperhive.privd.endpoint.Failures;
import hyperhive.privd.event.Change;
import hyperhive.privd.event.Event;
import hyperhive.privd.event.EventLog;
import hyperhive.privd.event.Subscription;
import hyperhive.privd.refusal.Refusal;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;

/// Tells one watcher what changed, for as long as its session lives. A watcher that does not take
/// what it is sent holds nothing up: what waits for it is bounded, and dropped in favour of a
/// resync.
final class WatchStream {
  /// Well under the five seconds within which a stream must end after its session did.
  private static final Duration CHECK = Duration.ofSeconds(1);

  private final EventLog events;
  private final Sessions sessions;

  WatchStream(EventLog events, Sessions sessions) {
    this.events = events;
    this.sessions = sessions;
  }

  /// Runs on the call's own virtual thread until the watcher goes away or its session ends.
  void serve(Actor actor, long afterSeq, ServerCallStreamObserver<WatchEvent> watcher) {
    try (Subscription subscription = events.subscribe(afterSeq)) {
      send(watcher, subscription.startSeq(), event -> event.setStarted(Started.newBuilder()));
      while (!watcher.isCancelled()) {
        if (!sessions.isLive(actor)) {
          watcher.onError(
              Failures.status(Refusal.unauthenticated("The session has ended; log in again."))
                  .asRuntimeException());
          return;
        }
        if (watcher.isReady()) {
          sendAll(watcher, subscription.take(CHECK));
        } else {
          Thread.sleep(Duration.ofMillis(20));
        }
      }
    } catch (InterruptedException stopping) {
      watcher.onError(Failures.status(Refusal.unavailable("privd is stopping.")).asException());
    }
  }

  private void sendAll(ServerCallStreamObserver<WatchEvent> watcher, Subscription.Batch batch) {
    if (batch.gap()) {
      send(watcher, batch.gapSeq(), event -> event.setResync(Resync.newBuilder()));
    }
    for (Event event : batch.events()) {
      send(watcher, event.seq(), builder -> builder.setChanged(changed(event.change())));
    }
  }

  private static void send(
      ServerCallStreamObserver<WatchEvent> watcher,
      long seq,
      java.util.function.Consumer<WatchEvent.Builder> fill) {
    WatchEvent.Builder event = WatchEvent.newBuilder().setSeq(seq);
    fill.accept(event);
    watcher.onNext(event.build());
  }

  private static Changed changed(Change change) {
    return Changed.newBuilder()
        .setTopic(topic(change.topic()))
        .setAgent(change.agent())
        .setId(change.id())
        .setPeer(change.peer())
        .build();
  }

  private static Topic topic(Change.Topic topic) {
    return switch (topic) {
      case AGENT -> Topic.TOPIC_AGENT;
      case MESSAGE -> Topic.TOPIC_MESSAGE;
      case QUESTION -> Topic.TOPIC_QUESTION;
      case APPROVAL -> Topic.TOPIC_APPROVAL;
      case TURN_OUTPUT -> Topic.TOPIC_TURN_OUTPUT;
      case REMINDER -> Topic.TOPIC_REMINDER;
    };
  }
}
