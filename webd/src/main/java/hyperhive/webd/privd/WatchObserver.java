package hyperhive.webd.privd;

import hyperhive.operator.v1.Changed;
import hyperhive.operator.v1.WatchEvent;
import hyperhive.operator.v1.WatchRequest;
import hyperhive.webd.model.LiveEvent;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import org.jspecify.annotations.Nullable;

/// The stream of events, as gRPC delivers it.
final class WatchObserver implements ClientResponseObserver<WatchRequest, WatchEvent>, Watch {
  private final WatchListener listener;
  private volatile @Nullable ClientCallStreamObserver<WatchRequest> call;

  WatchObserver(WatchListener listener) {
    this.listener = listener;
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<WatchRequest> stream) {
    call = stream;
  }

  @Override
  public void onNext(WatchEvent event) {
    listener.happened(map(event));
  }

  @Override
  public void onError(Throwable error) {
    listener.ended(StatusMapping.map(Status.fromThrowable(error).asRuntimeException()).failure());
  }

  @Override
  public void onCompleted() {
    listener.ended(Failure.UNAVAILABLE);
  }

  @Override
  public void close() {
    ClientCallStreamObserver<WatchRequest> running = call;
    if (running != null) {
      running.cancel("no page is open", null);
    }
  }

  private static LiveEvent map(WatchEvent event) {
    return switch (event.getEventCase()) {
      case STARTED -> new LiveEvent.Started(event.getSeq());
      case CHANGED -> changed(event.getSeq(), event.getChanged());
      // An event of a kind that is not known here: everything may have changed.
      case RESYNC, EVENT_NOT_SET -> new LiveEvent.Resync(event.getSeq());
    };
  }

  private static LiveEvent changed(long seq, Changed changed) {
    LiveEvent.Topic topic =
        switch (changed.getTopic()) {
          case TOPIC_AGENT -> LiveEvent.Topic.AGENT;
          case TOPIC_MESSAGE -> LiveEvent.Topic.MESSAGE;
          case TOPIC_QUESTION -> LiveEvent.Topic.QUESTION;
          case TOPIC_APPROVAL -> LiveEvent.Topic.APPROVAL;
          case TOPIC_TURN_OUTPUT -> LiveEvent.Topic.TURN_OUTPUT;
          case TOPIC_REMINDER -> LiveEvent.Topic.REMINDER;
          case TOPIC_UNSPECIFIED, UNRECOGNIZED -> LiveEvent.Topic.UNKNOWN;
        };
    return new LiveEvent.Changed(seq, topic, changed.getAgent(), changed.getPeer());
  }
}
