package hyperhive.privd.endpoint.operator;

import hyperhive.privd.audit.AuditLog;
import hyperhive.privd.auth.Sessions;
import hyperhive.privd.endpoint.Door;
import hyperhive.privd.endpoint.DoorLimits;
import hyperhive.privd.endpoint.EventLoops;
import hyperhive.privd.endpoint.PeerRule;
import hyperhive.privd.endpoint.RequestDeadline;
import io.grpc.BindableService;
import io.grpc.ServerInterceptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/// `operator/operator.sock`: root:hyperhive-web 0660 in a directory of 0750, and the peer's uid
/// checked besides.
final class OperatorSocket {
  private OperatorSocket() {}

  /// @param webUid the only uid let in
  static Door open(
      EventLoops loops,
      ScheduledExecutorService scheduler,
      Path runtimeDir,
      WebUser webUser,
      BindableService service,
      RequestTable table,
      Sessions sessions,
      AuditLog audit)
      throws IOException {
    OperatorGate gate = new OperatorGate(table, sessions, audit);
    return open(loops, runtimeDir, webUser, service, List.of(new RequestDeadline(scheduler), gate));
  }

  static Door open(
      EventLoops loops,
      Path runtimeDir,
      WebUser webUser,
      BindableService service,
      List<? extends ServerInterceptor> interceptors)
      throws IOException {
    Path directory = runtimeDir.resolve("operator");
    Files.createDirectories(directory);
    // Closed to everybody until the socket has its own mode.
    mode(directory, "rwx------");
    Path socket = directory.resolve("operator.sock");
    PeerRule webOnly = uid -> uid == webUser.uid();
    Door door =
        Door.open(loops, socket, webOnly, DoorLimits.OPERATOR, List.of(service), interceptors);
    group(socket, webUser.group());
    mode(socket, "rw-rw----");
    group(directory, webUser.group());
    mode(directory, "rwxr-x---");
    return door;
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private static void group(Path path, GroupPrincipal group) throws IOException {
    Files.getFileAttributeView(path, PosixFileAttributeView.class).setGroup(group);
  }
}
