/** A page with data-reload="5" loads itself again after so many seconds, while it is looked at. */
export function bindProgress(root) {
  const element = root.querySelector("[data-reload]");
  if (!element) return;
  setInterval(() => document.hidden || window.location.reload(), Number(element.dataset.reload) * 1000);
}
