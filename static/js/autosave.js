/** A form with data-autosave="address" is kept while somebody writes; what was left unsent is offered the next time. */
const QUIET_SECONDS = 3;

export function bindAutosave(root) {
  for (const form of root.querySelectorAll("form[data-autosave]")) {
    keepWriting(form);
    if (!document.querySelector("[data-error-summary]")) offer(form); // else the page shows what was sent just now
  }
}

const part = (form, name) => form.querySelector(`[data-autosave-${name}]`);
const path = () => window.location.pathname;

function written(form) {
  const fields = new FormData(form);
  for (const [name, value] of [...fields]) if (value instanceof File) fields.delete(name);
  fields.set("path", path());
  return fields;
}

function keepWriting(form) {
  let timer, onItsWay, isKept = true;
  const send = async (how = {}) => {
    isKept = true;
    onItsWay = new AbortController();
    const given = { method: "POST", body: written(form), signal: onItsWay.signal, ...how };
    const answer = await fetch(form.dataset.autosave, given).catch((error) => error);
    if (answer.name !== "AbortError") tell(form, answer);
  };
  form.addEventListener("input", () => {
    isKept = false;
    clearTimeout(timer);
    timer = setTimeout(send, QUIET_SECONDS * 1000);
  });
  form.addEventListener("submit", () => {
    isKept = true;
    clearTimeout(timer);
    onItsWay?.abort();
  });
  window.addEventListener("pagehide", () => isKept || send({ keepalive: true }));
}

async function tell(form, answer) {
  const state = part(form, "state");
  if (!answer.ok) {
    state.textContent = state.dataset.failed;
    return;
  }
  const { when } = await answer.json();
  part(form, "mark").disabled = false;
  state.textContent = `${state.dataset.words} ${when}`;
}

async function offer(form) {
  const answer = await fetch(`${form.dataset.autosave}?path=${encodeURIComponent(path())}`).catch(() => null);
  const kept = answer?.ok ? await answer.json() : {};
  if (!kept.fields) return;
  part(form, "when").textContent = kept.when;
  part(form, "note").hidden = false;
  part(form, "restore").addEventListener("click", () => restore(form, kept.fields));
  part(form, "forget").addEventListener("click", () => forget(form));
}

function forget(form) {
  const nothing = new FormData();
  nothing.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  nothing.set("path", path());
  nothing.set("forget", "1");
  part(form, "note").hidden = true;
  return fetch(form.dataset.autosave, { method: "POST", body: nothing });
}

function restore(form, fields) {
  const values = new Map();
  for (const [name, value] of fields) values.set(name, [...(values.get(name) ?? []), value]);
  for (const control of form.elements) {
    if (!control.name || ["file", "submit", "button", "password"].includes(control.type)) continue;
    const given = values.get(control.name) ?? [];
    if (["checkbox", "radio"].includes(control.type)) control.checked = given.includes(control.value);
    else if (control.type === "select-multiple") for (const option of control.options) option.selected = given.includes(option.value);
    else if (values.has(control.name)) write(control, given.shift() ?? "");
  }
  part(form, "mark").disabled = false;
  part(form, "note").hidden = true;
  part(form, "state").textContent = part(form, "restore").dataset.done;
}

function write(control, value) {
  control.value = value;
  const editor = control.closest(".prose-editor")?.querySelector("[contenteditable]")?.editor; // Tiptap keeps itself there
  editor?.commands.setContent(value);
}
