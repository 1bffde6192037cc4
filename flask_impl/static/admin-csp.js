// Does by delegation what Flask-Admin's templates do by onclick attributes and javascript: links,
// which the content security policy forbids.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-bulk-action], [data-confirm], a[href^='javascript:']");
  if (!link) return;
  if (link.dataset.confirm) {
    if (!window.confirm(link.dataset.confirm)) event.preventDefault();
    return;
  }
  event.preventDefault();
  if (link.dataset.bulkAction) window.modelActions.execute(link.dataset.bulkAction);
});
