package hyperhive.privd.lifecycle.sandbox;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// The system calls a container may not make, as the classic BPF program bubblewrap loads (x86-64).
/// A network namespace does not isolate every kind of socket (AF_VSOCK reaches the hypervisor and
/// the neighbours), so sockets are allowed by family; calls that only widen what can go wrong in
/// the kernel are refused.
final class SeccompFilter {
  private static final int LOAD = 0x20;
  private static final int IF_EQUAL = 0x15;
  private static final int IF_GREATER_OR_EQUAL = 0x35;
  private static final int IF_BITS_SET = 0x45;
  private static final int RETURN = 0x06;

  private static final int NUMBER = 0;
  private static final int ARCHITECTURE = 4;
  private static final int FIRST_ARGUMENT = 16;
  private static final int SECOND_ARGUMENT = 24;

  private static final int X86_64 = 0xC000_003E;
  private static final int X32_NUMBERS = 0x4000_0000;
  private static final int ALLOW = 0x7fff_0000;
  private static final int KILL = 0x8000_0000;
  private static final int NOT_PERMITTED = 0x0005_0001;
  private static final int NOT_IMPLEMENTED = 0x0005_0026;

  private static final int SOCKET = 41;
  private static final int SOCKETPAIR = 53;
  private static final int CLONE = 56;
  private static final int UNSHARE = 272;
  private static final int IOCTL = 16;
  private static final int CLONE3 = 435;
  private static final int NEW_USER_NAMESPACE = 0x1000_0000;
  private static final int[] FAMILIES = {
    1 /* UNIX */, 2 /* INET */, 10 /* INET6 */, 16 /* NETLINK */
  };
  private static final int[] TERMINAL_INJECTION = {0x5412 /* TIOCSTI */, 0x541C /* TIOCLINUX */};

  private static final int[] REFUSED = {
    425,
    426,
    427, // io_uring: does anything without a call the filter would see
    246,
    320, // kexec
    248,
    249,
    250, // keyrings, which no namespace separates
    298,
    321,
    323, // perf_event_open, bpf, userfaultfd
    101,
    310,
    311, // ptrace, process_vm_readv, process_vm_writev
    155,
    161,
    165,
    166,
    428,
    429,
    430,
    431,
    432,
    433,
    442,
    467, // mounts and roots
    308, // setns
    174,
    175,
    176,
    177,
    178,
    313, // kernel modules
    153,
    163,
    167,
    168,
    169,
    172,
    173, // vhangup, acct, swap, reboot, ports
    134,
    139,
    154,
    156,
    179,
    180,
    212,
    443, // obsolete or for administrators
    303,
    304 // file handles
  };

  private record Instruction(int code, int ifTrue, int ifFalse, int value) {}

  private final List<Instruction> program = new ArrayList<>();

  private SeccompFilter() {}

  static byte[] program() {
    SeccompFilter filter = new SeccompFilter();
    filter.requireArchitecture();
    filter.allowFamilies(SOCKET);
    filter.allowFamilies(SOCKETPAIR);
    filter.refuseNewUsers(CLONE);
    filter.refuseNewUsers(UNSHARE);
    filter.refuseTerminalInjection();
    // Its flags lie in memory where a filter cannot look; programs fall back to clone.
    filter.refuse(CLONE3, NOT_IMPLEMENTED);
    for (int number : REFUSED) {
      filter.refuse(number, NOT_PERMITTED);
    }
    filter.answer(ALLOW);
    return filter.bytes();
  }

  /// Other architectures and the x32 numbering would be other tables of numbers.
  private void requireArchitecture() {
    load(ARCHITECTURE);
    add(IF_EQUAL, 1, 0, X86_64);
    answer(KILL);
    load(NUMBER);
    add(IF_GREATER_OR_EQUAL, 0, 1, X32_NUMBERS);
    answer(NOT_PERMITTED);
  }

  private void allowFamilies(int call) {
    add(IF_EQUAL, 0, FAMILIES.length + 3, call);
    load(FIRST_ARGUMENT);
    for (int i = 0; i < FAMILIES.length; i++) {
      add(IF_EQUAL, FAMILIES.length - i, 0, FAMILIES[i]);
    }
    answer(NOT_PERMITTED);
    answer(ALLOW);
  }

  private void refuseNewUsers(int call) {
    add(IF_EQUAL, 0, 4, call);
    load(FIRST_ARGUMENT);
    add(IF_BITS_SET, 0, 1, NEW_USER_NAMESPACE);
    answer(NOT_PERMITTED);
    answer(ALLOW);
  }

  private void refuseTerminalInjection() {
    add(IF_EQUAL, 0, 5, IOCTL);
    load(SECOND_ARGUMENT);
    add(IF_EQUAL, 1, 0, TERMINAL_INJECTION[0]);
    add(IF_EQUAL, 0, 1, TERMINAL_INJECTION[1]);
    answer(NOT_PERMITTED);
    answer(ALLOW);
  }

  private void refuse(int call, int answer) {
    add(IF_EQUAL, 0, 1, call);
    answer(answer);
  }

  private void load(int offset) {
    add(LOAD, 0, 0, offset);
  }

  private void answer(int value) {
    add(RETURN, 0, 0, value);
  }

  private void add(int code, int ifTrue, int ifFalse, int value) {
    program.add(new Instruction(code, ifTrue, ifFalse, value));
  }

  private byte[] bytes() {
    ByteBuffer buffer = ByteBuffer.allocate(program.size() * 8).order(ByteOrder.LITTLE_ENDIAN);
    for (Instruction each : program) {
      buffer.putShort((short) each.code());
      buffer.put((byte) each.ifTrue()).put((byte) each.ifFalse()).putInt(each.value());
    }
    return buffer.array();
  }
}
