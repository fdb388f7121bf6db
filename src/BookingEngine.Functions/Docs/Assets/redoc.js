// Started from a file of its own, because the page's policy lets no inline script run.
Redoc.init('/openapi.json', {
  // The search runs in a worker made of a blob, which the page's policy does not let run.
  disableSearch: true,
  hideDownloadButton: false,
  sortRequiredPropsFirst: true,
  theme: {
    // The typefaces that are there: none is fetched.
    typography: {
      fontFamily: 'system-ui, sans-serif',
      headings: { fontFamily: 'system-ui, sans-serif' },
      code: { fontFamily: 'ui-monospace, monospace' },
    },
  },
}, document.getElementById('redoc'));
