package hyperhive.webd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// privd refuses, breaks or is gone.
@Tag("main-job")
class FailureTest {
  private final Fixture fixture = new Fixture();

  @AfterEach
  void stop() {
    fixture.close();
  }

  @ParameterizedTest
  @CsvSource({
    "PERMISSION_DENIED, 403",
    "INVALID_ARGUMENT, 400",
    "NOT_FOUND, 404",
    "FAILED_PRECONDITION, 409",
    "RESOURCE_EXHAUSTED, 429",
    "UNAVAILABLE, 503",
    "INTERNAL, 500",
    "UNKNOWN, 500"
  })
  void aStatusBecomesAPage(Status.Code code, int status) {
    fixture.privd.fail("GetOverview", code.toStatus().withDescription("Do <this> at /var/lib."));
    RawHttp.Response page = fixture.get("/");
    RawHttp.Response json = fixture.get("/api/state");
    assertEquals(status, page.status());
    assertEquals(status, json.status());
    assertTrue(json.header("Content-Type").orElse("").startsWith("application/json"));
    assertEquals(status != 500, page.body().contains("Do &lt;this&gt; at /var/lib."));
    assertFalse(page.body().contains("Exception"));
  }

  @Test
  void anEndedSessionLeadsToTheLogin() {
    fixture.hive().endSessions();
    assertEquals(
        "/login?next=%2Fquestions", fixture.get("/questions").header("Location").orElse(""));
    assertEquals("/login", fixture.post("/pause-all", "").header("Location").orElse(""));
    assertEquals(401, fixture.get("/api/state").status());
  }

  @Test
  @Tag("attack")
  void o7WithoutPrivdPagesSaySoRecoverAndNothingIsReplayed() {
    fixture.privd.stop();
    RawHttp.Response page = fixture.get("/");
    assertEquals(503, page.status());
    assertTrue(
        page.body()
            .contains("The core (privd) is not answering. This page tries again by itself."));
    assertTrue(page.body().contains("http-equiv=\"refresh\""));
    RawHttp.Response action = fixture.post("/pause-all", "");
    assertEquals(503, action.status());
    assertTrue(action.body().contains("Nothing was changed"), action.body());
    assertFalse(action.body().contains("http-equiv=\"refresh\""));
    assertEquals(200, fixture.get("/healthz").status());
    assertEquals(503, fixture.get("/readyz").status());

    fixture.privd.start();
    assertEquals(200, fixture.get("/").status());
    assertEquals(200, fixture.get("/readyz").status());
    assertEquals(List.of(), fixture.hive().changes);
  }

  @Test
  @Tag("attack")
  void o7AChangeWithoutAnAnswerIsNeitherRepeatedNorCalledUndone() {
    fixture.privd.hang("PauseAll");
    fixture.privd.forgetCalls();
    Thread stopper = Thread.startVirtualThread(this::stopSoon);
    RawHttp.Response response = fixture.post("/pause-all", "");
    assertEquals(503, response.status());
    assertTrue(
        response.body().contains("It is not known whether the change was made"), response.body());
    assertEquals(List.of("PauseAll"), fixture.privd.calls());
    stopper.interrupt();
  }

  private void stopSoon() {
    try {
      Thread.sleep(500);
      fixture.privd.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
