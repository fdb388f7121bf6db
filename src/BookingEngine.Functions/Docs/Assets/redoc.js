// In its own file, because the page's policy forbids inline scripts.
Redoc.init('/openapi.json', {
  // The search needs a worker from a blob, which the page's policy forbids.
  disableSearch: true,
  hideDownloadButton: false,
  sortRequiredPropsFirst: true,
  theme: {
    // Installed fonts only, so that none is fetched.
    typography: {
      fontFamily: 'system-ui, sans-serif',
      headings: { fontFamily: 'system-ui, sans-serif' },
      code: { fontFamily: 'ui-monospace, monospace' },
    },
  },
}, document.getElementById('redoc'));
