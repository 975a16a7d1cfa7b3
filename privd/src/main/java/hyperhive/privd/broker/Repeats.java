package hyperhive.privd.broker;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import hyperhive.privd.refusal.Refusal;
import hyperhive.privd.store.Transaction;
import hyperhive.privd.store.Writer;
import hyperhive.wire.AgentName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The first result of every mutating request of an agent, kept with the change it made: the same
/// request sent again, also after privd was killed, gets that result and changes nothing.
public final class Repeats {
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9-]{8,64}");
  private static final Duration KEPT = Duration.ofDays(2);

  private final Writer writer;
  private final Clock clock;

  public Repeats(Writer writer, Clock clock) {
    this.writer = writer;
    this.clock = clock;
  }

  /// @param request the whole request; one with the same id and other content is refused
  public <Q extends Message, R extends Message> R once(
      AgentName agent,
      String requestId,
      Q request,
      Parser<R> parser,
      Function<Transaction, R> change) {
    if (!REQUEST_ID.matcher(requestId).matches()) {
      throw Refusal.invalid("A request_id is 8 to 64 letters, digits or '-'.");
    }
    byte[] hash = hash(request);
    return writer.write(
        transaction -> {
          Optional<R> first = find(transaction, agent, requestId, hash, parser);
          if (first.isPresent()) {
            return first.get();
          }
          R reply = change.apply(transaction);
          transaction
              .handle()
              .execute(
                  "insert into agent_request (agent, request_id, request_hash, reply, at_ms)"
                      + " values (?, ?, ?, ?, ?)",
                  agent.value(),
                  requestId,
                  hash,
                  reply.toByteArray(),
                  clock.millis());
          return reply;
        });
  }

  private static <R extends Message> Optional<R> find(
      Transaction transaction, AgentName agent, String requestId, byte[] hash, Parser<R> parser) {
    record Kept(ByteString hash, ByteString reply) {}
    Optional<Kept> kept =
        transaction
            .handle()
            .createQuery(
                "select request_hash, reply from agent_request"
                    + " where agent = :agent and request_id = :id")
            .bind("agent", agent.value())
            .bind("id", requestId)
            .map(
                (row, context) ->
                    new Kept(
                        ByteString.copyFrom(row.getBytes(1)), ByteString.copyFrom(row.getBytes(2))))
            .findOne();
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    if (!kept.get().hash().equals(ByteString.copyFrom(hash))) {
      throw Refusal.invalid("This request_id was used for another request; choose a new one.");
    }
    try {
      return Optional.of(parser.parseFrom(kept.get().reply()));
    } catch (InvalidProtocolBufferException damaged) {
      throw new IllegalStateException("a kept reply is damaged", damaged);
    }
  }

  /// Forgets results nobody will ask for again; called by the clock.
  public void forgetOld(Transaction transaction) {
    transaction
        .handle()
        .execute("delete from agent_request where at_ms < ?", clock.millis() - KEPT.toMillis());
  }

  private static byte[] hash(Message request) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(request.getDescriptorForType().getFullName().getBytes(StandardCharsets.UTF_8));
      return digest.digest(request.toByteArray());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
