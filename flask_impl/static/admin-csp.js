// Does by delegation what Flask-Admin's templates do by onclick attributes and javascript: links,
// which the content security policy forbids; admin/csp.py puts the marks in their place.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-bulk-action], [data-confirm], a[href='#']");
  if (!link) return;
  if (link.dataset.confirm) {
    if (!window.confirm(link.dataset.confirm)) event.preventDefault();
    return;
  }
  event.preventDefault();
  if (link.dataset.bulkAction) window.modelActions.execute(link.dataset.bulkAction);
}, true); // before the menus' own listeners, some of which let no click pass
