// Whoever has scripts sees the buttons to print; for everybody else the browser's own menu prints as well.
document.documentElement.classList.add("scripts");
document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) print(); });
