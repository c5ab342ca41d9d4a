// Søk: searches saved under a name in this browser, and on a later run what is new in them.
(() => {
  "use strict";
  const KEY = "saksok-sok";
  const $ = (selector, from = document) => from.querySelector(selector);
  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY));
      return Array.isArray(kept) ? kept.filter((one) => one && one.address && Array.isArray(one.seen)) : [];
    } catch { return []; }
  };
  const write = (all) => { try { localStorage.setItem(KEY, JSON.stringify(all.slice(-50))); } catch { /* keeps nothing */ } };
  // The language is no part of what is searched for.
  const plain = (address) => new URL(address, location.href).search;
  let shown = null; // the results that were looked through

  function element(name, attributes, text) {
    const made = Object.assign(document.createElement(name), attributes);
    if (text) made.textContent = text;
    return made;
  }

  function list() {
    const box = $("#lagrede .saved");
    if (!box) return;
    const items = read().map((one) => {
      const item = element("li", {});
      item.append(element("a", { href: location.pathname + plain(one.address) }, one.name));
      const forget = element("button", { type: "button", className: "quiet-button" }, "×");
      forget.dataset.forget = one.address;
      forget.ariaLabel = box.dataset.forget.replace("{name}", one.name);
      item.append(forget);
      return item;
    });
    $("ul", box).replaceChildren(...items);
    box.hidden = !items.length;
  }

  function look() {
    const results = $("#treff [data-documents]");
    if (!results || results === shown) return;
    shown = results;
    const all = read();
    const mine = all.find((one) => plain(one.address) === plain(results.dataset.address));
    const save = $("[data-save]", results);
    if (save) save.hidden = Boolean(mine);
    if (!mine) return;
    const documents = JSON.parse(results.dataset.documents);
    const fresh = new Set(documents.filter((name) => !mine.seen.includes(name)));
    results.querySelectorAll("[data-document]").forEach((hit) => {
      if (fresh.has(hit.dataset.document)) $(".title", hit).after(element("span", { className: "new" }, $("#lagrede .saved").dataset.fresh));
    });
    mine.seen = [...new Set([...mine.seen, ...documents])];
    write(all);
  }

  document.addEventListener("click", (event) => {
    const save = event.target.closest("[data-save]");
    if (save) {
      const results = save.closest("[data-documents]");
      const name = prompt(save.dataset.save, new URL(results.dataset.address, location.href).searchParams.get("sok"));
      if (!name?.trim()) return;
      write([...read(), { name: name.trim().slice(0, 80), address: plain(results.dataset.address), seen: JSON.parse(results.dataset.documents) }]);
      save.hidden = true;
      list();
    }
    const forget = event.target.closest("[data-forget]");
    if (forget?.tagName === "BUTTON") {
      write(read().filter((one) => one.address !== forget.dataset.forget));
      list();
    }
  });
  const ready = new MutationObserver(() => {
    if ($("#lagrede .saved") && !$("#lagrede .listed")) {
      $("#lagrede .saved").classList.add("listed");
      list();
    }
    look();
  });
  ready.observe(document.documentElement, { childList: true, subtree: true });
})();
