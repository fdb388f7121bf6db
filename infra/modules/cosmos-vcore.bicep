param name string
param location string
param tags object
param vaultName string
param workspaceId string
param tier string

@description('Addresses, besides Azure\'s own, that may connect.')
param operatorAddresses string[]
param deleteLock bool

@secure()
@minLength(12)
param password string

var user = 'booking'
var options = 'tls=true&authMechanism=SCRAM-SHA-256&retrywrites=true&maxIdleTimeMS=120000'

// A template cannot create the cluster's collections. The app creates them, with their indexes.
resource cluster 'Microsoft.DocumentDB/mongoClusters@2025-09-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    serverVersion: '8.0'
    administrator: { userName: user, password: password }
    compute: { tier: tier }
    storage: { sizeGb: 32 }
    sharding: { shardCount: 1 }
    highAvailability: { targetMode: 'Disabled' }
    publicNetworkAccess: 'Enabled'
  }

  // From and to 0.0.0.0 means Azure's own addresses.
  resource azure 'firewallRules' = {
    name: 'azure'
    properties: { startIpAddress: '0.0.0.0', endIpAddress: '0.0.0.0' }
  }

  resource operator 'firewallRules' = [
    for (address, i) in operatorAddresses: {
      name: 'operator-${i}'
      properties: { startIpAddress: address, endIpAddress: address }
    }
  ]
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (deleteLock) {
  name: 'data'
  scope: cluster
  properties: { level: 'CanNotDelete', notes: 'The cluster holds the data of the tenant.' }
}

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' existing = {
  name: vaultName

  resource uri 'secrets' = {
    name: 'mongodb-uri'
    properties: {
      value: 'mongodb+srv://${user}:${uriComponent(password)}@${cluster.name}.global.mongocluster.cosmos.azure.com/?${options}'
      contentType: 'text/plain'
    }
  }
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'metrics'
  scope: cluster
  properties: {
    workspaceId: workspaceId
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output uri string = '@Microsoft.KeyVault(SecretUri=${vault::uri.properties.secretUriWithVersion})'
