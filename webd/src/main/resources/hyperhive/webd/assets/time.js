// Says how long ago a time is, next to the pages' own absolute times, which stay as tooltips.
const STEPS = [
  [60, 1, "s"],
  [3600, 60, "min"],
  [86400, 3600, "h"],
  [Infinity, 86400, "d"],
];

function words(seconds) {
  const past = Math.max(0, seconds);
  const [, unit, name] = STEPS.find(([limit]) => past < limit);
  return `${Math.floor(past / unit)} ${name}`;
}

function upgrade(element) {
  const at = Date.parse(element.dateTime);
  const text =
    element.dataset.relative === "until"
      ? `in ${words((at - Date.now()) / 1000)}`
      : element.dataset.relative === "for"
        ? `for ${words((Date.now() - at) / 1000)}`
        : `${words((Date.now() - at) / 1000)} ago`;
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

function upgradeAll() {
  document.querySelectorAll("time[data-relative]").forEach(upgrade);
}

upgradeAll();
setInterval(upgradeAll, 1000);
// Regions that were just replaced carry absolute times again.
new MutationObserver(upgradeAll).observe(document.body, { childList: true, subtree: true, characterData: true });
