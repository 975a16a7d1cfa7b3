package hyperhive.webd.page;

/// Answers one kind of request.
@FunctionalInterface
public interface Endpoint {
  Answer answer(Visit visit);
}
