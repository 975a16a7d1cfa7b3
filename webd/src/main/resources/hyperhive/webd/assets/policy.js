// The only HTML that script may make on this origin is a stream of regions that webd rendered.
// Runs before Turbo, whose way into the DOM it is.
if (window.trustedTypes) {
  window.trustedTypes.createPolicy("default", {
    createHTML(html) {
      return html === "" || html.startsWith("<turbo-stream ") ? html : null;
    },
  });
}
