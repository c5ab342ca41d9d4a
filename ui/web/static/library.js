// Arkiv: documents are dropped or chosen and sent one by one; what is being done is asked for until it is done.
(() => {
  "use strict";
  const root = document.documentElement;
  const $ = (selector, from = document) => from.querySelector(selector);
  const OWN = { "x-saksok": "1" }; // what no other site's page can send
  const address = (path, query = {}) =>
    `/arkiv/${path}?${new URLSearchParams({ ...query, sprak: root.dataset.sprak })}`;
  const wait = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });
  let shown = "";
  let seen = ""; // the run, and how many documents it had read, when the list was last made
  let asking = false;

  // -- how it stands -----------------------------------------------------------------------------
  function show(html) {
    const place = $("#inntak .keeping");
    if (!place || html === shown) return;
    const open = $("details", place)?.open;
    const focused = document.activeElement?.closest?.(".keeping [data-do]");
    const typing = $(".encoder", place)?.contains(document.activeElement);
    if (typing) return; // not from under the hand of who writes
    shown = html;
    place.innerHTML = html; // the server's own HTML, all document text escaped
    if (open) $("details", place).open = true;
    if (focused) $(`[data-do="${focused.dataset.do}"]`, place)?.focus();
    const state = place.firstElementChild;
    const now = `${state?.dataset.runs} ${state?.dataset.done ?? ""}`;
    if (seen && now !== seen) renew();
    seen = now;
  }
  const renew = () => document.dispatchEvent(new Event("saksok-endret"));
  const running = () => Boolean($("#inntak [data-running]"));
  const selected = () => $("#fane-arkiv-button")?.getAttribute("aria-selected") === "true";

  async function ask() {
    if (asking) return;
    asking = true;
    try {
      do {
        const html = await fetch(address("tilstand")).then((answer) => answer.text(), () => null);
        if (html !== null) show(html);
        $("#inntak").hidden = html === ""; // for who may only read
        await wait(running() ? 700 : 0);
      } while (running());
    } finally {
      asking = false;
    }
  }

  function note(html, fresh = false) {
    const place = $("#inntak .notes");
    if (fresh) place.replaceChildren();
    place.insertAdjacentHTML("beforeend", html); // the server's own HTML, names escaped
  }
  function sentence(text) {
    const told = document.createElement("p");
    told.className = "note error";
    told.textContent = text;
    $("#inntak .notes").append(told);
  }

  async function act(what, value) {
    const query = { hva: what, ...(value === undefined ? {} : { verdi: value }) };
    const answer = await fetch(address("gjor", query), { method: "POST", headers: OWN }).catch(() => null);
    if (!answer) return false;
    const html = await answer.text();
    $("#inntak .notes").replaceChildren();
    if (!answer.ok) {
      note(html);
      $("#inntak").scrollIntoView({ block: "nearest" });
      return false;
    }
    show(html);
    renew();
    if (what === "remove") $('.keeping [data-do="restore"]')?.focus();
    ask();
    return true;
  }

  // -- documents come in ---------------------------------------------------------------------------
  async function send(files) {
    const drop = $("#inntak .drop");
    const hint = $(".drop .hint");
    const before = hint.textContent;
    $("#inntak .notes").replaceChildren();
    drop.setAttribute("aria-busy", "true");
    for (const [n, file] of files.entries()) {
      hint.textContent = drop.dataset.sending
        .replace("{n}", n + 1).replace("{count}", files.length).replace("{name}", file.name);
      try {
        const query = address("opplasting", { navn: file.name });
        const answer = await fetch(query, { method: "POST", headers: OWN, body: file });
        const html = await answer.text();
        if (html) note(html);
      } catch {
        sentence(drop.dataset.failed.replace("{name}", file.name));
      }
      ask();
    }
    hint.textContent = before;
    drop.removeAttribute("aria-busy");
  }

  const carries = (event) => selected() && event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    $("#inntak .drop")?.classList.add("over");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) $("#inntak .drop")?.classList.remove("over");
  });
  document.addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    $("#inntak .drop")?.classList.remove("over");
    send([...event.dataTransfer.files]);
  });
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-upload]")) return;
    send([...event.target.files]);
    event.target.value = "";
  });

  // -- folders ---------------------------------------------------------------------------------------
  async function folders(path = "") {
    const dialog = $("#inntak dialog");
    const answer = await fetch(address("mapper", { sti: path }), { headers: OWN }).catch(() => null);
    if (!answer) return;
    const html = await answer.text();
    if (!answer.ok) {
      $(".note", dialog)?.remove();
      if (dialog.open) dialog.insertAdjacentHTML("afterbegin", html);
      else note(html, true);
      return;
    }
    dialog.innerHTML = html; // the server's own HTML, names escaped
    if (!dialog.open) dialog.showModal();
    $("h2", dialog)?.focus();
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-path]")) {
      event.preventDefault();
      folders(form.elements.sti.value);
    } else if (form.matches("[data-encoder]")) {
      event.preventDefault();
      const wanted = form.elements.annen.value.trim() || form.elements.valgt.value;
      document.activeElement?.blur();
      act("encoder", wanted);
    }
  });
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-do], [data-folders], [data-folder], [data-close]");
    if (!button) return;
    if ("folders" in button.dataset) folders();
    else if ("folder" in button.dataset) folders(button.dataset.folder);
    else if ("close" in button.dataset) button.closest("dialog").close();
    else {
      button.disabled = true;
      const done = await act(button.dataset.do, button.dataset.value);
      button.disabled = false;
      if (done) button.closest("dialog")?.close();
    }
  });

  // -- when the tab is shown ---------------------------------------------------------------------------
  const begin = () => { if (selected() && $("#inntak .keeping")) ask(); };
  document.addEventListener("click", (event) => {
    if (event.target.closest("#fane-arkiv-button")) setTimeout(begin, 50);
  });
  const ready = new MutationObserver(() => {
    if (!$("#inntak .keeping")) return;
    ready.disconnect();
    ask();
    setInterval(() => { if (!document.hidden) begin(); }, 5000);
  });
  ready.observe(root, { childList: true, subtree: true });
})();
