// Remembers who sends, and checks files as soon as they are chosen. Without it
// the forms work all the same.
"use strict";

for (const field of document.querySelectorAll("[data-remember]")) {
  const key = "jindu." + field.dataset.remember;
  try { // A browser may keep nothing.
    if (!field.value) field.value = localStorage.getItem(key) || "";
  } catch { continue; }
  field.form.addEventListener("submit", () => {
    try { localStorage.setItem(key, field.value); } catch { /* The next time it is typed again. */ }
  });
}

const form = document.querySelector("form[data-upload]");
if (form) {
  const input = form.querySelector("input[type=file]");
  const drop = form.querySelector(".drop");
  const bar = form.querySelector("progress");
  const state = form.querySelector(".state");
  const take = form.querySelector("button.main");
  const outcome = document.getElementById("outcome");
  const words = form.dataset;
  let under = null; // The request under way.

  const size = () => [...input.files].reduce((sum, file) => sum + file.size, 0);
  const tooMuch = () => size() > Number(words.limit) ? words.wordsLarge : input.files.length > Number(words.files) ? words.wordsMany : "";

  // say shows what is done now; nothing where nothing is.
  const say = (text, busy) => {
    state.textContent = text;
    bar.hidden = !busy;
    take.disabled = busy;
  };

  // show puts the part of an answered page that tells the outcome in place.
  const show = (page) => {
    const part = new DOMParser().parseFromString(page, "text/html").getElementById("outcome");
    outcome.replaceChildren(...(part ? part.childNodes : []));
    for (const hint of outcome.querySelectorAll(".noscript")) hint.remove();
  };

  // send hands the form in; a page elsewhere is the receipt's.
  const send = (dry) => {
    if (under) under.abort();
    outcome.replaceChildren();
    const wrong = tooMuch();
    if (wrong) return say(wrong, false);
    const body = new FormData(form);
    body.set("dry_run", dry ? "1" : "0");
    const request = under = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "text/html");
    request.upload.onprogress = (e) => { if (e.lengthComputable) bar.value = e.loaded / e.total; };
    request.upload.onload = () => { bar.removeAttribute("value"); say(words.wordsChecking, true); };
    request.onerror = () => say(words.wordsFailed, false);
    request.onload = () => {
      under = null;
      say("", false);
      const at = new URL(request.responseURL, location.href);
      if (request.status < 400 && at.pathname !== new URL(form.action).pathname) return location.assign(at);
      show(request.responseText);
    };
    say(words.wordsSending, true);
    request.send(body);
  };

  const chosen = () => {
    form.querySelector(".chosen").textContent = [...input.files].map((file) => file.name).join(", ");
    if (input.files.length) send(true);
  };
  input.addEventListener("change", chosen);
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (e) => { e.preventDefault(); drop.classList.add("over"); });
  }
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (e) => {
    e.preventDefault();
    drop.classList.remove("over");
    input.files = e.dataTransfer.files;
    chosen();
  });
  form.addEventListener("submit", (e) => {
    e.preventDefault();
    send(e.submitter && e.submitter.value === "1");
  });
}
