package hyperhive.privd.endpoint.agent;

import com.google.protobuf.ByteString;
import hyperhive.agent.v1.AgentInfo;
import hyperhive.agent.v1.ListAgentsReply;
import hyperhive.agent.v1.ReadLogReply;
import hyperhive.agent.v1.ReadLogRequest;
import hyperhive.agent.v1.RequestSpawnReply;
import hyperhive.agent.v1.RequestSpawnRequest;
import hyperhive.privd.approval.Approvals;
import hyperhive.privd.audit.AuditLog;
import hyperhive.privd.broker.MessageLists;
import hyperhive.privd.broker.Repeats;
import hyperhive.privd.lifecycle.Lifecycle;
import hyperhive.privd.refusal.Refusal;
import hyperhive.privd.registry.AgentRecord;
import hyperhive.privd.registry.Agents;
import hyperhive.wire.AgentName;
import java.io.IOException;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/// What the manager does about other agents. Every step that touches one is in the audit log.
final class Managing {
  private static final int MOST_LOG_BYTES = 262_144;

  private final AgentName self;
  private final Agents agents;
  private final Approvals approvals;
  private final Lifecycle lifecycle;
  private final MessageLists messages;
  private final Repeats repeats;
  private final AuditLog audit;

  Managing(
      AgentName self,
      Agents agents,
      Approvals approvals,
      Lifecycle lifecycle,
      MessageLists messages,
      Repeats repeats,
      AuditLog audit) {
    this.self = self;
    this.agents = agents;
    this.approvals = approvals;
    this.lifecycle = lifecycle;
    this.messages = messages;
    this.repeats = repeats;
    this.audit = audit;
  }

  RequestSpawnReply requestSpawn(RequestSpawnRequest request) {
    AgentName name = AgentName.parse(request.getName());
    return recorded(
        "RequestSpawn",
        name.value(),
        () ->
            repeats.once(
                self,
                request.getRequestId(),
                request,
                RequestSpawnReply.parser(),
                transaction ->
                    RequestSpawnReply.newBuilder()
                        .setApprovalId(
                            approvals.requestSpawn(transaction, self, name, request.getReason()))
                        .build()));
  }

  ListAgentsReply listAgents() {
    Map<String, Integer> undelivered = messages.undelivered();
    ListAgentsReply.Builder reply = ListAgentsReply.newBuilder();
    agents.all().items().stream()
        .sorted(Comparator.comparing(AgentRecord::name))
        .forEach(agent -> reply.addAgents(info(agent, undelivered)));
    return reply.build();
  }

  private AgentInfo info(AgentRecord agent, Map<String, Integer> undelivered) {
    String name = agent.name().value();
    return AgentInfo.newBuilder()
        .setName(name)
        .setManager(agent.manager())
        .setState(lifecycle.view(agent).state().name().toLowerCase(Locale.ROOT))
        .setPaused(agent.paused())
        .setStatus(agent.status())
        .setUndelivered(undelivered.getOrDefault(name, 0))
        .build();
  }

  void start(String name) {
    onOther("StartAgent", name, lifecycle::start);
  }

  void stop(String name) {
    onOther("StopAgent", name, lifecycle::stop);
  }

  void restart(String name) {
    onOther("RestartAgent", name, lifecycle::restart);
  }

  private void onOther(String action, String name, java.util.function.Consumer<AgentName> step) {
    AgentName other = AgentName.parse(name);
    if (other.equals(self)) {
      throw Refusal.notAllowed("Your own container is the operator's to handle; ask the operator.");
    }
    recorded(
        action,
        name,
        () -> {
          step.accept(other);
          return other;
        });
  }

  ReadLogReply readLog(ReadLogRequest request) {
    AgentName other = AgentName.parse(request.getName());
    int bytes = Mail.within("max_bytes", request.getMaxBytes(), 1, MOST_LOG_BYTES);
    return recorded(
        "ReadLog",
        other.value(),
        () ->
            ReadLogReply.newBuilder()
                .setContent(ByteString.copyFrom(lifecycle.log(other, bytes)))
                .build());
  }

  private <T> T recorded(String action, String target, Supplier<T> work) {
    long began = System.nanoTime();
    String outcome = "failed";
    try {
      T done = work.get();
      outcome = "ok";
      return done;
    } catch (Refusal refused) {
      outcome = refused.category().name().toLowerCase(Locale.ROOT);
      throw refused;
    } finally {
      record(action, target, outcome, (System.nanoTime() - began) / 1_000);
    }
  }

  private void record(String action, String target, String outcome, long micros) {
    try {
      audit.append("agent:" + self, action, target, outcome, micros);
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException("the audit log cannot be written", failure);
    }
  }
}
