// Keeps the open page up to date. Turbo is used for its stream elements and morphing only.
const turbo = window.Turbo;
turbo.session.drive = false;

const body = document.body;
const page = body.dataset.live;
const lost = document.getElementById("lost");
const ended = document.getElementById("ended");
const FIRST_DELAY = 500;
const LONGEST_DELAY = 8000;

let seq = body.dataset.seq;
let delay = FIRST_DELAY;
let source;

function connected() {
  delay = FIRST_DELAY;
  lost.hidden = true;
}

function open() {
  source = new EventSource(`/events?page=${encodeURIComponent(page)}&seq=${seq}`);
  source.onopen = connected;
  source.onmessage = (event) => {
    seq = event.lastEventId || seq;
    turbo.renderStreamMessage(event.data);
  };
  source.addEventListener("over", () => source.close());
  source.onerror = failed;
}

// A browser connects again by itself unless the answer was an error.
function failed() {
  lost.hidden = false;
  if (source.readyState === EventSource.CLOSED) {
    setTimeout(again, delay);
    delay = Math.min(2 * delay, LONGEST_DELAY);
  }
}

// Why a stream was refused cannot be seen from here; the page itself tells: without a session it
// is a redirect to the login. Nothing is reloaded, since something may have been typed.
async function again() {
  try {
    const answer = await fetch(window.location.pathname, { method: "HEAD", redirect: "manual" });
    if (answer.type === "opaqueredirect") {
      lost.hidden = true;
      ended.hidden = false;
      return;
    }
  } catch {
    // Still not there.
  }
  open();
}

if (page) {
  open();
  // A page that is shown again from the browser's memory has no stream any more.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      source.close();
      open();
    }
  });
  window.addEventListener("pagehide", () => source.close());
}
