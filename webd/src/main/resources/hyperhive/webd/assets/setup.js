// The setup link carries the token behind the #, which browsers never send to a server. It goes
// into the form and out of the address and the history.
const field = document.getElementById("token");
const match = /^#token=([A-Za-z0-9._~-]+)$/.exec(window.location.hash);
if (field && match) {
  field.value = match[1];
  window.history.replaceState(null, "", window.location.pathname);
  document.getElementById("name").focus();
}
