// The list could not be refreshed: it stays as it was, and the page says so. The next list hides it again.
for (const failed of ["htmx:error", "htmx:response:error"])
  document.addEventListener(failed, () => { document.getElementById("not-refreshed").hidden = false; });
