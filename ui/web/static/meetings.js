// Møter: one meeting is unfolded at a time, and the address names it.
(() => {
  "use strict";
  const $ = (selector, from = document) => from.querySelector(selector);

  function unfold(name, { focus = true } = {}) {
    const wanted = $(`#moter details[data-name="${CSS.escape(name)}"]`);
    if (!wanted) return;
    document.querySelectorAll("#moter details[open]").forEach((other) => { if (other !== wanted) other.open = false; });
    wanted.open = true;
    wanted.scrollIntoView({ block: "start" });
    if (focus) $("summary", wanted).focus({ preventScroll: true });
  }

  // A meeting that the address names is unfolded by the server; the reader is led to it.
  const wanted = new URLSearchParams(location.search).get("mote");
  if (wanted) {
    const watch = new MutationObserver(() => {
      const open = $("#moter details[open]");
      if (!open) return;
      watch.disconnect();
      unfold(open.dataset.name, { focus: false });
    });
    watch.observe(document.documentElement, { childList: true, subtree: true });
    setTimeout(() => watch.disconnect(), 10000);
  }

  document.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    const day = event.target.closest("a[data-meeting]");
    if (!day) return;
    event.preventDefault();
    unfold(day.dataset.meeting);
  });
  document.addEventListener("toggle", (event) => {
    const meeting = event.target;
    if (!meeting.matches?.("#moter details[data-name]")) return;
    if ($("#fane-moter-button")?.getAttribute("aria-selected") !== "true") return;
    const open = $("#moter details[open]");
    window.saksok.place(open ? { mote: open.dataset.name } : { fane: "moter" }, false);
  }, { capture: true });
})();
