// Saker: a case's page takes the place of the register, and has its own place in the history.
(() => {
  "use strict";
  const root = document.documentElement;
  const $ = (selector, from = document) => from.querySelector(selector);
  const TAB = "#fane-saker-button";
  let from = null; // the register's link that led to the page, and how far down it stood
  let shown = "";
  let latest = 0;

  // Gradio makes a tab's content when the tab is first opened.
  function box() {
    return new Promise((resolve) => {
      if ($("#sak")) return resolve($("#sak"));
      const watch = new MutationObserver(() => {
        if (!$("#sak")) return;
        watch.disconnect();
        resolve($("#sak"));
      });
      watch.observe(document.body, { childList: true, subtree: true });
      return undefined;
    });
  }

  const selected = () => $(TAB)?.getAttribute("aria-selected") === "true";

  async function show(name, push) {
    const turn = ++latest;
    if (!selected()) {
      // A case that another tab leads to: one step back leads to that tab again.
      if (push) window.saksok.place({ sak: name }, true);
      push = false;
      $(TAB)?.click();
    }
    const place = await box();
    if (turn !== latest) return;
    if (!name) {
      shown = "";
      place.replaceChildren();
      if (push) window.saksok.place({ fane: "saker" }, true);
      scrollTo(0, from?.top || 0);
      $(`#saker a[data-case="${CSS.escape(from?.name || "")}"]`)?.focus({ preventScroll: true });
      return;
    }
    if (!place.firstChild) from = { name, top: scrollY };
    const query = new URLSearchParams({ sak: name, sprak: root.dataset.sprak });
    const html = await fetch(`/saksside?${query}`).then((answer) => answer.text(), () => null);
    if (html === null || turn !== latest) return;
    shown = name;
    place.innerHTML = html; // the server's own HTML, all document text escaped
    window.saksok.place({ sak: name }, push);
    scrollTo(0, 0);
    $("h1", place)?.focus({ preventScroll: true });
  }

  document.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    const link = event.target.closest("a[data-case]");
    if (!link) return;
    event.preventDefault();
    show(link.dataset.case, true);
  });

  // The tab itself leads back to the register.
  document.addEventListener("click", (event) => {
    if (event.isTrusted && event.target.closest(TAB) && selected() && $("#sak")?.firstChild) show("", true);
  }, { capture: true });

  window.saksok.travelled = (query) => {
    const name = query.get("sak") || "";
    if (!name && !(shown && selected())) return;
    const other = query.get("fane") || (query.has("sok") ? "sok" : "spor");
    if (!name && other !== "saker") {
      $(`#fane-${CSS.escape(other)}-button`)?.click();
      return;
    }
    window.saksok.place(name ? { sak: name } : { fane: "saker" }, false);
    if (name !== shown) show(name, false);
  };

  // Until a case that the address names is here, the register in its place is not shown.
  const wanted = new URLSearchParams(location.search).get("sak");
  if (wanted) root.dataset.sak = "venter";

  const arrive = () => {
    if (wanted) show(wanted, false).finally(() => delete root.dataset.sak);
  };
  if (document.body?.classList.contains("ready")) arrive();
  else {
    const ready = new MutationObserver(() => {
      if (!document.body?.classList.contains("ready")) return;
      ready.disconnect();
      arrive();
    });
    ready.observe(root, { attributes: true, attributeFilter: ["class"], subtree: true });
  }
})();
