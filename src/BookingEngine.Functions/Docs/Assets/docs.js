// Started from a file of its own, because the page's policy lets no inline script run.
SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  requestSnippetsEnabled: true,
  // The key and token that are typed in stay in this page's memory.
  persistAuthorization: false,
  // No badge: it would send the document's address to a host of someone else's.
  validatorUrl: null,
});
