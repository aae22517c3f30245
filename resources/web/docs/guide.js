// Puts the sample files into the guide: what is read here is what the tests run.

for (const code of document.querySelectorAll('code[data-file]')) {
  const file = code.dataset.file;
  const link = document.createElement('a');
  link.href = file;
  link.textContent = file.split('/').at(-1);
  code.parentElement.before(link);
  fetch(file)
    .then((response) => (response.ok ? response.text() : Promise.reject()))
    .then((text) => { code.textContent = text; })
    .catch(() => { code.textContent = 'This file could not be loaded.'; });
}
