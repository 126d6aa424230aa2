/** A form with data-autosave="address" is kept while somebody writes; what was left unsent is offered the next time. */
const QUIET_SECONDS = 3;

export function bindAutosave(root) {
  for (const form of root.querySelectorAll("form[data-autosave]")) start(form);
}

async function start(form) {
  const part = (name) => form.querySelector(`[data-autosave-${name}]`);
  const address = form.dataset.autosave;
  const path = window.location.pathname;
  const send = (fields) => {
    fields.set("path", path);
    return fetch(address, { method: "POST", body: fields });
  };
  let timer;
  const save = async () => {
    const answer = await send(new FormData(form)).catch(() => null);
    if (!answer?.ok) return;
    const { when } = await answer.json();
    part("mark").disabled = false;
    part("state").textContent = `${part("state").dataset.words} ${when}`;
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, QUIET_SECONDS * 1000);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
  if (document.querySelector("[data-error-summary]")) return; // the page shows what was sent just now
  const answer = await fetch(`${address}?path=${encodeURIComponent(path)}`);
  const kept = answer.ok ? await answer.json() : {};
  if (!kept.fields) return;
  part("when").textContent = kept.when;
  part("note").hidden = false;
  part("restore").addEventListener("click", () => {
    restore(form, kept.fields);
    part("mark").disabled = false;
    part("note").hidden = true;
    part("state").textContent = part("restore").dataset.done;
  });
  part("forget").addEventListener("click", async () => {
    const nothing = new FormData();
    nothing.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    nothing.set("forget", "1");
    await send(nothing);
    part("note").hidden = true;
  });
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
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

function write(control, value) {
  control.value = value;
  const editor = control.closest(".prose-editor")?.querySelector("[contenteditable]")?.editor; // Tiptap keeps itself there
  editor?.commands.setContent(value);
}
