// What the page does by itself: theme, language, tabs from the address, and the viewer.
// Everything is done by delegation, since Gradio puts its parts in the page when it pleases.
(() => {
  "use strict";
  const root = document.documentElement;
  const $ = (selector, from = document) => from.querySelector(selector);
  const store = {
    get(key) { try { return localStorage.getItem(key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, value); } catch { /* a browser that keeps nothing */ } },
  };

  // Gradio gives the page the browser's language; the page knows its own.
  const language = () => { if (root.lang !== root.dataset.sprak) root.lang = root.dataset.sprak; };
  new MutationObserver(language).observe(root, { attributes: true, attributeFilter: ["lang"] });

  // -- the address: what the tab shows, and what the viewer shows --------------------------------
  const VIEW = ["dok", "side", "fra", "til", "ord", "vis", "ved"];
  let tabPart = new URLSearchParams(location.search);
  VIEW.forEach((key) => tabPart.delete(key));
  let viewPart = new URLSearchParams();
  function address(push = false) {
    const all = new URLSearchParams([...tabPart, ...viewPart]).toString();
    history[push ? "pushState" : "replaceState"](null, "", location.pathname + (all ? `?${all}` : ""));
  }

  // -- theme -----------------------------------------------------------------------------------
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", () => {
    if (!store.get("saksok-tema")) root.dataset.tema = dark.matches ? "dark" : "light";
  });
  function switchTheme() {
    root.dataset.tema = root.dataset.tema === "dark" ? "light" : "dark";
    store.set("saksok-tema", root.dataset.tema);
  }

  // -- viewer ----------------------------------------------------------------------------------
  const current = { group: null, link: null, back: null, zoom: 0, pushed: false };
  const viewer = () => $(".viewer");
  const content = () => $(".viewer-content");
  const narrow = matchMedia("(max-width: 62rem)"); // the viewer covers the page, as in app.css

  function group(name) {
    const links = [...document.querySelectorAll(`a[data-view="${CSS.escape(name)}"]`)];
    const main = links.filter((link) => link.hasAttribute("data-main"));
    return main.length ? main : links;
  }

  async function open(href, { remember = true } = {}) {
    const box = viewer();
    if (!box) return;
    const wanted = new URL(href, location.href).searchParams;
    const query = new URLSearchParams(VIEW.filter((key) => wanted.has(key)).map((key) => [key, wanted.get(key)]));
    viewPart = new URLSearchParams(query);
    if (remember) {
      address(box.hidden); // so that one step back closes the viewer, also on a phone
      current.pushed ||= box.hidden;
    }
    query.set("sprak", root.dataset.sprak);
    box.hidden = false;
    document.body.classList.add("viewing");
    $("#faner").inert = narrow.matches;
    content().setAttribute("aria-busy", "true");
    const html = await fetch(`/visning?${query}`).then((answer) => answer.text(), () => "");
    content().innerHTML = html; // the server's own HTML, all document text escaped
    content().removeAttribute("aria-busy");
    show();
  }

  function show() {
    const marks = [...content().querySelectorAll(".line-mark, mark")];
    zoom(current.zoom || 1, false); // 1: the whole width of the page
    marks[0]?.scrollIntoView({ block: "center", inline: "start" });
    const links = current.group ? group(current.group) : [];
    const at = links.findIndex((link) => link.href === current.link);
    $(".steps", viewer()).hidden = links.length < 2 || at < 0;
    $(".place", viewer()).textContent = viewer().dataset.count.replace("{n}", at + 1).replace("{count}", links.length);
    $('[data-viewer="previous"]', viewer()).disabled = at <= 0;
    $('[data-viewer="next"]', viewer()).disabled = at >= links.length - 1;
    document.querySelectorAll("a.open").forEach((link) => link.classList.remove("open"));
    links[at]?.classList.add("open");
  }

  function follow(link) {
    const name = link.dataset.view;
    if (name !== "same") {
      current.group = name;
      current.link = link.href;
      current.back = link;
    }
    open(link.href).then(() => {
      if (name !== "same") $(".view h2", content())?.focus({ preventScroll: true });
    });
  }

  function step(by) {
    const links = group(current.group);
    const next = links[links.findIndex((link) => link.href === current.link) + by];
    if (!next) return;
    current.link = next.href;
    current.back = next;
    open(next.href);
  }

  function hide({ refocus = true } = {}) {
    viewer().hidden = true;
    content().replaceChildren();
    document.body.classList.remove("viewing");
    $("#faner").inert = false;
    document.querySelectorAll("a.open").forEach((link) => link.classList.remove("open"));
    viewPart = new URLSearchParams();
    if (refocus && current.back?.isConnected) current.back.focus();
  }

  function close() {
    if (!viewer() || viewer().hidden) return;
    hide();
    if (current.pushed) history.back();
    else address();
    current.pushed = false;
  }

  // Another tab has nothing to do with the source that is open.
  function leave() {
    if (!viewer() || viewer().hidden) return;
    hide({ refocus: false });
    current.pushed = false;
  }

  addEventListener("popstate", () => {
    const query = new URLSearchParams(location.search);
    if (query.has("dok")) open(location.href, { remember: false });
    else if (viewer() && !viewer().hidden) hide();
    current.pushed = false;
    window.saksok.travelled?.(query);
    address(); // with what the tab shows now
  });

  function zoom(to, chosen = true) {
    const box = $(".view-scroll", content());
    if (!box) return;
    const before = parseFloat(box.style.getPropertyValue("--zoom")) || 1;
    const after = Math.min(4, Math.max(0.5, to));
    if (chosen) current.zoom = after;
    // What stands in the middle stays there.
    const [x, y] = [box.scrollLeft + box.clientWidth / 2, box.scrollTop + box.clientHeight / 2];
    box.style.setProperty("--zoom", after);
    box.scrollTo((x * after) / before - box.clientWidth / 2, (y * after) / before - box.clientHeight / 2);
  }
  const zoomed = () => parseFloat($(".view-scroll", content())?.style.getPropertyValue("--zoom")) || 1;

  const viewerButtons = {
    close, previous: () => step(-1), next: () => step(1),
    larger: () => zoom(zoomed() * 1.25), smaller: () => zoom(zoomed() / 1.25),
  };

  // -- conversation ----------------------------------------------------------------------------
  function newest() {
    const shown = [...document.querySelectorAll(".turn")];
    shown.at(-1)?.scrollIntoView({ block: "start", behavior: shown.length > 1 ? "smooth" : "auto" });
  }

  // The question shows before its answer is here.
  window.saksok = {
    waiting(question) {
      const box = $("#samtale .turns") || $("#samtale .html-container > *");
      const turn = $("#venter")?.content.cloneNode(true);
      if (!box || !turn || !question.trim()) return;
      $("h2", turn).textContent = question.trim();
      $("#samtale .welcome")?.remove();
      box.append(turn);
    },
    // A part of the tab has a place of its own in the address; `push`: one step back leads from it.
    place(query, push) {
      tabPart = new URLSearchParams(query);
      address(push);
    },
  };

  // A server that does not answer is told of in the reader's language, until it answers again.
  const fetched = window.fetch;
  window.fetch = async (...request) => {
    try {
      const answer = await fetched(...request);
      reached(answer.status < 500);
      return answer;
    } catch (error) {
      if (error.name !== "AbortError") reached(false);
      throw error;
    }
  };
  function reached(yes) {
    const note = $("#avbrudd");
    if (note) note.hidden = yes;
    if (yes) return;
    document.querySelectorAll(".turn:has(.waiting):not(:has(.reply))").forEach((turn) => turn.remove());
    draft.set($("#sporsmal textarea")?.value || ""); // Gradio loads the page anew once the server answers
  }
  const draft = {
    set(text) { try { sessionStorage.setItem("saksok-utkast", text); } catch { /* keeps nothing */ } },
    restore() {
      const box = $("#sporsmal textarea");
      let text = "";
      try { text = sessionStorage.getItem("saksok-utkast") || ""; } catch { /* keeps nothing */ }
      if (!box || !text) return;
      draft.set("");
      box.value = text;
      box.dispatchEvent(new Event("input", { bubbles: true }));
    },
  };

  document.addEventListener("click", (event) => { // a follow-up, as it was read, to be corrected
    const button = event.target.closest("[data-fill]");
    const box = $("#sporsmal textarea");
    if (!button || !box) return;
    box.value = button.dataset.fill;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  });

  // -- what each tab shows, for the address ----------------------------------------------------------
  function shownTab(name) {
    const part = { sok: "#treff", saker: "#sak" }[name];
    const told = part && $(`${part} [data-address]`);
    tabPart = new URL((told && told.dataset.address) || `?fane=${name}`, location.href).searchParams;
    if (name === "spor") tabPart = new URLSearchParams();
    address();
  }
  let liked = null;
  function searched() {
    const like = $("#treff .like");
    if (like !== liked && like) like.scrollIntoView({ block: "start" }); // what one chose stood far down
    liked = like;
    if ($("#fane-sok-button")?.getAttribute("aria-selected") === "true") shownTab("sok");
  }

  // -- copying ---------------------------------------------------------------------------------
  async function copy(button) {
    const before = button.textContent;
    let text = viewer().dataset.copied;
    try {
      await navigator.clipboard.writeText(button.dataset.copy ?? new URL(button.dataset.copyLink, location.href).href);
    } catch {
      text = viewer().dataset.copyfailed;
    }
    button.textContent = text;
    setTimeout(() => { button.textContent = before; }, 1800);
  }

  // -- events ----------------------------------------------------------------------------------
  document.addEventListener("click", (event) => {
    const plain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.button);
    const link = event.target.closest("a[data-view]");
    if (link && plain) {
      event.preventDefault();
      follow(link);
      return;
    }
    const button = event.target.closest("[data-viewer]");
    if (button) viewerButtons[button.dataset.viewer]();
    if (event.target.closest("[data-theme-switch]")) switchTheme();
    const opens = event.target.closest("[data-switch]");
    if (opens) opens.ariaExpanded = opens.ariaExpanded === "true" ? "false" : "true";
    const tab = event.target.closest("#faner [role=tab]");
    if (tab) {
      leave();
      shownTab(tab.dataset.tabId);
    }
    const copied = event.target.closest("[data-copy], [data-copy-link]");
    if (copied) copy(copied);
    const language = event.target.closest("a[data-language]");
    if (language && plain) {
      event.preventDefault();
      document.cookie = `saksok-sprak=${language.dataset.language}; path=/; max-age=31536000; samesite=lax`;
      location.assign(language.pathname + location.search);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    const typing = event.target.closest("input, textarea, select, [role=listbox]");
    if (typing || viewer()?.hidden !== false || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowLeft") step(-1);
    if (event.key === "ArrowRight") step(1);
  });

  // -- what the address asks for ----------------------------------------------------------------
  function arrive() {
    draft.restore();
    if (new URLSearchParams(location.search).has("dok")) open(location.href, { remember: false });
  }
  const ready = new MutationObserver(() => {
    if (!viewer() || !$("#samtale") || !$("#sporsmal textarea") || !$('#faner [role="tab"]')) return;
    ready.disconnect();
    document.body.classList.add("ready");
    new MutationObserver(searched).observe($("#faner"), { childList: true, subtree: true });
    new MutationObserver(newest).observe($("#samtale"), { childList: true, subtree: true });
    arrive();
  });
  ready.observe(root, { childList: true, subtree: true });
})();
