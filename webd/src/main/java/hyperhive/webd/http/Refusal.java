package hyperhive.webd.http;

/// Why a request does not get through the gate, with what its sender can do.
enum Refusal {
  PATH(400, "This address is not spelled in a way that is accepted here."),
  HOST_COUNT(400, "A request needs exactly one Host header."),
  HOST(421, "This server does not answer to that host name. Use the address it was started with."),
  METHOD(405, "Only GET, HEAD and POST are answered here."),
  ORIGIN(
      403,
      "This request did not come from one of Hyperhive's own pages. Open the page, try again there.");

  private final int status;
  private final String sentence;

  Refusal(int status, String sentence) {
    this.status = status;
    this.sentence = sentence;
  }

  int status() {
    return status;
  }

  String sentence() {
    return sentence;
  }
}
