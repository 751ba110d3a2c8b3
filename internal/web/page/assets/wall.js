// The wall: turns its pages and regions, and looks again when it is told that
// something changed. There is one stream, one timer for each thing, and no
// listener on anything that is replaced.
(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const root = document.documentElement, words = $("words").dataset;
  const main = $("main"), status = $("status"), pause = $("pause"), keys = $("keys");
  const asked = new URLSearchParams(location.search);
  // As in wall.css: where one page fills the screen.
  const large = matchMedia("(min-width: 1600px) and (min-height: 850px) and (min-aspect-ratio: 4/3), (display-mode: fullscreen) and (min-width: 1000px) and (min-aspect-ratio: 4/3)");
  const rotate = Number(root.dataset.rotate) * 1000;
  const soon = 5000, silence = 40000, again = 15000;

  let page = Math.max(0, (Number(new URLSearchParams(location.hash.slice(1)).get("page") || asked.get("page")) || 1) - 1);
  let held = rotate === 0 || matchMedia("(prefers-reduced-motion: reduce)").matches; // By the reader.
  let focused = false;

  // Pages.
  const sheets = () => [...main.querySelectorAll(":scope > .sheet")];
  const regions = () => [...$("regions").querySelectorAll("a")];
  const region = () => Math.max(0, regions().findIndex((a) => a.hasAttribute("aria-current")));

  function show(number) {
    const all = sheets();
    page = Math.min(Math.max(0, number), all.length - 1);
    all.forEach((sheet, i) => sheet.classList.toggle("on", i === page));
    const marks = $("sheets").children;
    if (marks.length !== all.length || all.some((sheet, i) => marks[i].textContent !== sheet.dataset.name)) {
      $("sheets").replaceChildren(...all.map((sheet) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = sheet.dataset.name;
        return button;
      }));
    }
    [...$("sheets").children].forEach((mark, i) => i === page ? mark.setAttribute("aria-current", "page") : mark.removeAttribute("aria-current"));
    remember();
  }

  // remember lets a reload come back to what is shown.
  function remember() {
    const here = regions()[region()], kept = new URLSearchParams(location.search);
    if (here) kept.set("show", new URL(here.href).searchParams.get("show"));
    kept.delete("page");
    history.replaceState(null, "", "?" + kept + "#page=" + (page + 1));
  }

  // Turning.
  let turning = 0, fetching = 0, next = null; // The region whose turn comes, fetched just before.
  const still = () => held || focused || keys.open || !large.matches;

  function schedule() {
    clearTimeout(turning);
    clearTimeout(fetching);
    root.classList.toggle("turning", large.matches);
    pause.textContent = held ? pause.dataset.resume : pause.dataset.pause;
    if (still()) return;
    turning = setTimeout(turn, rotate);
    if (page === sheets().length - 1 && regions().length > 1) fetching = setTimeout(prefetch, Math.max(0, rotate - soon));
  }

  async function turn() {
    if (page < sheets().length - 1) show(page + 1);
    else if (regions().length > 1) await go(region() + 1);
    else show(0);
    schedule();
  }

  async function prefetch() {
    const all = regions(), link = all[(region() + 1) % all.length].href;
    const got = await load(link).catch(() => null);
    next = got && got.ok ? { link, got } : null;
  }

  // go shows another region from its first page. One that can't be had is
  // passed by for now: what is shown stays.
  let going = false;
  async function go(number, from = 0) {
    const all = regions();
    if (all.length < 2 || going) return;
    going = true;
    const link = all[(number + all.length) % all.length].href;
    const ready = next && next.link === link ? next.got : null;
    next = null;
    try {
      take(ready || await load(link), from);
    } catch {
      lost();
    } finally {
      going = false;
    }
  }

  // Looking again.
  async function load(link) {
    const response = await fetch(link, { cache: "no-store", signal: AbortSignal.timeout(60000) });
    return { ok: response.ok, doc: new DOMParser().parseFromString(await response.text(), "text/html") };
  }

  const files = (doc) => doc.documentElement.dataset.version + [...doc.head.querySelectorAll("script[src], link[rel=stylesheet]")].map((e) => e.getAttribute("src") || e.getAttribute("href"));

  // take puts an answer on the wall: of the region that is shown only what is
  // otherwise, of another all.
  function take({ ok, doc }, from) {
    const why = doc.querySelector("[role=alert]");
    if (!ok) return undrawn(why ? why.textContent : "");
    if (!doc.getElementById("sheets") || files(doc) !== files(document)) return location.reload(); // It is a newer jindu.
    for (const id of ["name", "when", "late", "regions"]) swap($(id), doc.getElementById(id));
    document.title = doc.title;
    const old = sheets(), fresh = [...doc.querySelectorAll("#main > .sheet")];
    const same = from === undefined && old.length === fresh.length && old.every((sheet, i) => sheet.id === fresh[i].id && refill(sheet, fresh[i]));
    if (!same) main.replaceChildren(...fresh.map((sheet) => document.adoptNode(sheet)));
    [drawn, problem, gone, day] = [true, "", false, today()];
    show(from === undefined ? page : from < 0 ? fresh.length - 1 : from);
    tell();
  }

  // refill replaces the panels of a page that differ. It can't where there are others.
  function refill(sheet, fresh) {
    const panels = (of) => [...of.querySelectorAll(".panel")];
    const old = panels(sheet), now = panels(fresh);
    if (old.length !== now.length || old.some((panel, i) => panel.id !== now[i].id)) return false;
    old.forEach((panel, i) => swap(panel, now[i]));
    return true;
  }

  function swap(old, now) {
    if (old.outerHTML !== now.outerHTML) old.replaceWith(document.adoptNode(now));
  }

  let looking = null, stale = false, retry = 0;
  async function look() {
    stale = true;
    next = null;
    clearTimeout(retry);
    if (looking) return;
    looking = true;
    try {
      while (stale) {
        stale = false;
        const here = regions()[region()];
        take(await load(here ? here.href : location.href));
      }
    } catch {
      lost();
    } finally {
      looking = false;
    }
  }

  // What the wall says of itself.
  let live = false, gone = false, problem = "", drawn = !main.querySelector("[role=alert]");
  const today = () => new Date().toDateString();
  let day = today(); // On which the picture was drawn.
  function tell() {
    const minute = $("when").dataset.minute, at = day === today() ? minute.slice(minute.indexOf(" ") + 1) : minute;
    let text = live ? words.live : "", state = "good";
    if (gone) [text, state] = [words.gone.replace("{}", at), "bad"];
    else if (problem) [text, state] = [drawn ? words.undrawn.replace("{why}", problem).replace("{}", at) : problem, "bad"];
    if (status.textContent !== text) status.textContent = text;
    status.dataset.state = state;
  }

  function undrawn(why) {
    [problem, gone] = [why, false];
    tell();
    clearTimeout(retry);
    retry = setTimeout(look, again);
  }

  function lost() {
    gone = true;
    tell();
    clearTimeout(retry);
    retry = setTimeout(look, again);
  }

  // The stream. A browser gives up on one that is refused, and then it is
  // opened anew; one that says nothing for a while is dead, whatever it seems.
  let stream = null, watch = 0, reopen = 0;
  function listen() {
    clearTimeout(reopen);
    if (stream) stream.close();
    stream = new EventSource("/api/jindu/v1/events");
    stream.addEventListener("hello", () => { heard(); look(); });
    stream.addEventListener("beat", heard);
    for (const kind of ["commit", "time", "alerts", "rules"]) stream.addEventListener(kind, () => { heard(); look(); });
    stream.onerror = () => {
      live = false;
      clearTimeout(watch);
      watch = setTimeout(dead, soon);
      if (stream.readyState === EventSource.CLOSED) again5();
    };
    heardLater();
  }
  function rest() {
    stream.close();
    for (const timer of [watch, reopen]) clearTimeout(timer);
  }
  function again5() {
    clearTimeout(reopen);
    reopen = setTimeout(listen, soon);
  }
  function heardLater() {
    clearTimeout(watch);
    watch = setTimeout(dead, silence);
  }
  function heard() {
    live = true;
    gone = false;
    heardLater();
    tell();
  }
  // dead asks whether the page at least can be had: where only the stream is
  // refused, the wall looks again now and then instead.
  function dead() {
    live = false;
    look().then(() => { if (!gone) tell(); });
    if (stream.readyState !== EventSource.CONNECTING) again5();
    watch = setTimeout(dead, silence);
  }

  // Hands.
  const hold = (value) => { held = value; schedule(); };
  const full = () => document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen().catch(() => {});
  const help = () => keys.open ? keys.close() : keys.showModal();
  const toSheet = (number) => { show(number); schedule(); };
  const toRegion = async (number) => { await go(number); schedule(); };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const pressed = { ArrowLeft: () => toSheet((page + sheets().length - 1) % sheets().length), ArrowRight: () => toSheet((page + 1) % sheets().length),
      ArrowUp: () => toRegion(region() - 1), ArrowDown: () => toRegion(region() + 1), " ": () => hold(!held), f: full, "?": help }[event.key];
    if (!pressed || (event.key === " " && event.target.closest("a, button"))) return;
    if (!large.matches && event.key.startsWith("Arrow")) return; // There they scroll.
    event.preventDefault();
    pressed();
  });
  $("sheets").addEventListener("click", (event) => {
    const at = [...$("sheets").children].indexOf(event.target);
    if (at < 0) return;
    toSheet(at);
    if (!large.matches) sheets()[at].scrollIntoView();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#regions a");
    if (!link) return;
    event.preventDefault();
    toRegion(regions().indexOf(link));
  });
  pause.addEventListener("click", () => hold(!held));
  $("full").addEventListener("click", full);
  $("help").addEventListener("click", help);
  keys.addEventListener("close", schedule);
  document.addEventListener("focusin", (event) => { focused = event.target.matches(":focus-visible") && !keys.contains(event.target); schedule(); });
  document.addEventListener("focusout", () => { focused = false; schedule(); });
  large.addEventListener("change", schedule);
  // A browser allows few connections to one server: a tab that nobody sees gives its own up.
  document.addEventListener("visibilitychange", () => document.hidden ? rest() : listen());
  addEventListener("pagehide", () => stream && stream.close());
  addEventListener("pageshow", (event) => { if (event.persisted) listen(); });

  for (const id of ["pause", "full", "help"]) $(id).hidden = false;
  if (!document.fullscreenEnabled) $("full").hidden = true;
  if (rotate === 0) pause.hidden = true;
  show(page);
  schedule();
  listen();
})();
