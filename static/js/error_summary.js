/** Move the focus to the error summary, so that a screen reader and a keyboard start there. */
export function focusErrorSummary(root) {
  root.querySelector("[data-error-summary]")?.focus();
}
