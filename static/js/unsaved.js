/** A form with data-unsaved asks before the page is left with changes that were not sent. */
export function bindUnsavedForms(root) {
  for (const form of root.querySelectorAll("form[data-unsaved]")) {
    const ask = (event) => event.preventDefault();
    form.addEventListener("input", () => window.addEventListener("beforeunload", ask), { once: true });
    form.addEventListener("submit", () => window.removeEventListener("beforeunload", ask));
  }
}
