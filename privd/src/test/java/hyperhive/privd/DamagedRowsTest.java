package hyperhive.privd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hyperhive.agent.v1.AskRequest;
import hyperhive.agent.v1.LooseEndsRequest;
import hyperhive.agent.v1.RemindRequest;
import hyperhive.agent.v1.RequestSpawnRequest;
import hyperhive.agent.v1.SendRequest;
import hyperhive.operator.v1.CancelQuestionRequest;
import hyperhive.operator.v1.GetAgentRequest;
import hyperhive.operator.v1.GetOverviewReply;
import hyperhive.operator.v1.GetOverviewRequest;
import hyperhive.operator.v1.ListQuestionsRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("main-job")
@Tag("attack")
@Tag("needs-root")
final class DamagedRowsTest {
  private final PrivdCoreKit kit = PrivdCoreKit.start();

  @AfterEach
  void close() {
    kit.close();
  }

  private GetOverviewReply overview() {
    return kit.operator().getOverview(GetOverviewRequest.getDefaultInstance());
  }

  private long ask(String text) {
    return kit.agent("alice")
        .ask(
            AskRequest.newBuilder()
                .setRequestId(PrivdCoreKit.id())
                .setTo("operator")
                .setQuestion(text)
                .build())
        .getQuestionId();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update question set state = 'confused' where id = 1",
        "update question set options = 'no json' where id = 1",
        "update question set options = '[null]' where id = 1",
        "alter table question alter column options set null;update question set options = null where id = 1",
        "alter table question alter column text set null;update question set text = null where id = 1"
      })
  void d3APoisonQuestionIsShownAsDamagedBesideTheOthers(String damage) {
    long bad = ask("bad");
    long good = ask("good");
    assertEquals(1, bad);
    kit.sql(damage.split(";", -1));
    var section = overview().getQuestions();
    assertEquals(1, section.getItemsCount());
    assertEquals(good, section.getItems(0).getId());
    assertEquals(bad, section.getDamaged(0).getId());
    assertEquals(2, overview().getContext().getWaiting());
    var page = kit.operator().listQuestions(ListQuestionsRequest.newBuilder().setLimit(10).build());
    assertEquals(1, page.getOpen().getDamagedCount());
    StatusRuntimeException refused =
        assertThrows(
            StatusRuntimeException.class,
            () ->
                kit.operator()
                    .cancelQuestion(CancelQuestionRequest.newBuilder().setQuestionId(bad).build()));
    assertEquals(Status.Code.FAILED_PRECONDITION, refused.getStatus().getCode());
  }

  @Test
  void d3APoisonMessageIsShownAsDamagedBesideTheOthers() {
    for (String body : new String[] {"bad", "good"}) {
      var _ =
          kit.agent("alice")
              .send(
                  SendRequest.newBuilder()
                      .setRequestId(PrivdCoreKit.id())
                      .setTo("bob")
                      .setBody(body)
                      .build());
    }
    kit.sql("update message set recipient = 'No Name' where body = 'bad'");
    var section = overview().getActivity();
    assertEquals("", section.getError());
    assertEquals(1, section.getItemsCount());
    assertEquals(1, section.getDamagedCount());
  }

  @Test
  void d3APoisonApprovalIsShownAsDamagedBesideTheOthers() {
    for (String name : new String[] {"bad", "good"}) {
      var _ =
          kit.manager()
              .requestSpawn(
                  RequestSpawnRequest.newBuilder()
                      .setRequestId(PrivdCoreKit.id())
                      .setName(name)
                      .build());
    }
    kit.sql("update approval set state = 'confused' where agent = 'bad'");
    var section = overview().getApprovals();
    assertEquals("good", section.getItems(0).getAgent());
    assertEquals(1, section.getDamagedCount());
    assertEquals(2, overview().getContext().getWaiting());
  }

  @Test
  void d3APoisonAgentIsShownAsDamagedBesideTheOthers() {
    kit.sql("update agent set desired = 'confused' where name = 'alice'");
    var section = overview().getAgents();
    assertEquals(2, section.getItemsCount());
    assertEquals(1, section.getDamagedCount());
    kit.sql(
        "update agent set desired = 'running' where name = 'alice'",
        "alter table agent alter column note set null",
        "update agent set note = null where name = 'alice'");
    assertEquals(1, overview().getAgents().getDamagedCount());
    assertEquals(2, overview().getAgents().getItemsCount());
  }

  @Test
  void d3APoisonReminderHoldsUpNoOther() {
    for (String body : new String[] {"bad", "good"}) {
      var _ =
          kit.agent("alice")
              .remind(
                  RemindRequest.newBuilder()
                      .setRequestId(PrivdCoreKit.id())
                      .setBody(body)
                      .setAfterSeconds(2)
                      .build());
    }
    kit.sql(
        "alter table reminder alter column body set null",
        "update reminder set body = null where body = 'bad'");
    var ends = kit.agent("alice").looseEnds(LooseEndsRequest.getDefaultInstance());
    assertEquals(1, ends.getLooseEndsCount());
    assertEquals(1, ends.getDamaged());
    PrivdCoreKit.await(
        () -> kit.count("select count(*) from message where recipient = 'alice'") == 1);
  }

  @Test
  void d3AFailingQueryIsAnErrorAndNeverAnEmptySection() {
    var _ = ask("waiting");
    kit.sql("alter table question rename to question_away");
    GetOverviewReply page = overview();
    assertFalse(page.getQuestions().getError().isEmpty());
    assertTrue(page.getContext().getWaitingUnknown());
    assertEquals("", page.getApprovals().getError());
    kit.sql("alter table question_away rename to question");
    assertEquals(1, overview().getQuestions().getItemsCount());
    kit.sql("alter table reminder rename to reminder_away");
    assertFalse(
        kit.operator()
            .getAgent(GetAgentRequest.newBuilder().setName("bob").build())
            .getLooseEnds()
            .getError()
            .isEmpty());
    kit.sql("alter table reminder_away rename to reminder");
    kit.sql("alter table approval rename to approval_away");
    assertFalse(overview().getApprovals().getError().isEmpty());
    kit.sql("alter table approval_away rename to approval");
    kit.sql("alter table message rename to message_away");
    assertFalse(overview().getActivity().getError().isEmpty());
    assertFalse(overview().getAgents().getError().isEmpty());
    kit.sql("alter table message_away rename to message");
  }

  @Test
  void aChangeTheDatabaseCannotCarryOutTakesNoOtherWithIt() throws Exception {
    kit.sql("alter table question rename to question_away");
    try (var callers = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
      var asking =
          callers.submit(
              () -> {
                for (int i = 0; i < 30; i++) {
                  assertThrows(StatusRuntimeException.class, () -> ask("lost"));
                }
                return true;
              });
      for (int i = 0; i < 30; i++) {
        var _ =
            kit.agent("bob")
                .send(
                    SendRequest.newBuilder()
                        .setRequestId(PrivdCoreKit.id())
                        .setTo("alice")
                        .setBody("kept")
                        .build());
      }
      assertTrue(asking.get());
    }
    assertEquals(30, kit.count("select count(*) from message where body = 'kept'"));
    kit.sql("alter table question_away rename to question");
  }
}
