param name string
param location string
param tags object
param workspaceId string

@description('Secrets by name. Empty ones are left out.')
@secure()
param secrets object

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
    softDeleteRetentionInDays: 30
  }

  resource secret 'secrets' = [
    for name in ['api-key', 'jwt-secret-key', 'smtp-password', 'admin-password']: if (!empty(secrets[name])) {
      name: name
      properties: { value: secrets[name], contentType: 'text/plain' }
    }
  ]
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [{ categoryGroup: 'audit', enabled: true }]
  }
}

output name string = vault.name
