/** A form for typing in paper: Enter goes to the next field and at the end sends; what stands in a field is overwritten. */
export function bindTyping(root) {
  for (const form of root.querySelectorAll("form[data-typing]")) {
    const fields = [...form.querySelectorAll("input:not([type=hidden]), textarea")];
    form.addEventListener("focusin", (event) => fields.includes(event.target) && event.target.select());
    form.addEventListener("keydown", (event) => {
      const place = fields.indexOf(event.target);
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || place < 0) return;
      event.preventDefault();
      const next = fields[place + 1];
      if (next) next.focus();
      else form.requestSubmit();
    });
  }
}
