param principalId string
param storageName string
param vaultName string
param insightsName string

// Everything that the app's identity may do. Each role is assigned on the one resource that it is for.
var table = [
  { role: 'Storage Blob Data Owner', id: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b', on: 'storage' }
  { role: 'Storage Queue Data Contributor', id: '974c5e8b-45b9-4653-ba55-5f855dd0fb88', on: 'storage' }
  { role: 'Storage Table Data Contributor', id: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3', on: 'storage' }
  { role: 'Key Vault Secrets User', id: '4633458b-17de-408a-b874-0445c86b69e6', on: 'vault' }
  { role: 'Monitoring Metrics Publisher', id: '3913510d-42f4-4e42-8a64-420c390055eb', on: 'insights' }
]

resource storage 'Microsoft.Storage/storageAccounts@2025-01-01' existing = { name: storageName }
resource vault 'Microsoft.KeyVault/vaults@2025-05-01' existing = { name: vaultName }
resource insights 'Microsoft.Insights/components@2020-02-02' existing = { name: insightsName }

// One loop per resource, because the scope of a loop cannot vary.
resource onStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for row in filter(table, row => row.on == 'storage'): {
    name: guid(storage.id, principalId, row.id)
    scope: storage
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', row.id)
      description: row.role
    }
  }
]

resource onVault 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for row in filter(table, row => row.on == 'vault'): {
    name: guid(vault.id, principalId, row.id)
    scope: vault
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', row.id)
      description: row.role
    }
  }
]

resource onInsights 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for row in filter(table, row => row.on == 'insights'): {
    name: guid(insights.id, principalId, row.id)
    scope: insights
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', row.id)
      description: row.role
    }
  }
]
