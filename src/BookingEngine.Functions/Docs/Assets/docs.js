// In its own file, because the page's policy forbids inline scripts.
SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  requestSnippetsEnabled: true,
  // Keeps the key and the token only in this page's memory.
  persistAuthorization: false,
  // No badge: it would send the document's address to another host.
  validatorUrl: null,
});
