package hyperhive.privd.broker;

/// A reminder that is not due yet.
public record ReminderRecord(long id, String agent, String body, long setMs, long dueMs) {}
