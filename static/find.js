// Search or do: Ctrl+K (Cmd+K) and the button open a dialog; what is typed is looked up at once.
// Esc closes it and the focus goes back, which the dialog does itself. Without scripts the button opens a page.
const dialog = document.getElementById("find");
const field = document.getElementById("find-q");
const found = document.getElementById("found");
const count = document.querySelector("[data-find-count]");
const button = document.querySelector("[data-find]");
let waiting, asking;

async function look() {
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  try {
    const address = `${button.pathname}?q=${encodeURIComponent(field.value)}`;
    const answer = await fetch(address, { headers: { "HX-Request-Type": "partial" }, signal });
    const elsewhere = answer.headers.get("HX-Redirect");
    if (elsewhere) return location.assign(elsewhere);
    if (!answer.ok) throw new Error(answer.status);
    found.innerHTML = await answer.text();
    count.textContent = found.firstElementChild.dataset.findSaid;
  } catch {
    if (!signal.aborted) location.assign(`${button.pathname}?q=${encodeURIComponent(field.value)}`);
  }
}

function open() {
  if (dialog && !dialog.open) { dialog.showModal(); look(); }
  field.select();
  field.focus();
}

function step(down) {
  const stops = [field, ...found.querySelectorAll("a")];
  const at = stops.indexOf(document.activeElement);
  stops[(at + (down ? 1 : -1) + stops.length) % stops.length].focus();
}

button.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open();
});
document.addEventListener("keydown", (event) => {
  const inside = event.target === field || found.contains(event.target);
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
    event.preventDefault();
    open();
  } else if (inside && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    step(event.key === "ArrowDown");
  }
});
field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(look, 200); });
dialog?.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
// Enter opens the first that is found, in the dialog; on the page it sends the form.
if (dialog) field.form.addEventListener("submit", async (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  await look();
  found.querySelector("a")?.click();
});
