import { collections } from 'store-shape.bicep'

param name string
param location string
param tags object
param databaseName string
param vaultName string
param workspaceId string

@description('Addresses or networks, besides Azure\'s own, that may connect: an operator who makes a backup, for example.')
param operatorAddresses string[]

// 0.0.0.0 means Azure's own addresses. The app's are among them and are not known in advance.
var allowedAddresses = concat(['0.0.0.0'], operatorAddresses)
var host = '${name}.mongo.cosmos.azure.com:10255'
// Azure cuts idle connections after four minutes. The adapter retries itself: it recognises a commit that it has made before.
var options = 'ssl=true&replicaSet=globaldb&retrywrites=false&maxIdleTimeMS=120000&appName=@${name}@'

resource account 'Microsoft.DocumentDB/databaseAccounts@2025-04-15' = {
  name: name
  location: location
  tags: tags
  kind: 'MongoDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    apiProperties: { serverVersion: '7.0' }
    // They cannot be changed later. Not EnableMongoRetryableWrites: it excludes unordered bulk writes, which the adapter uses.
    capabilities: [{ name: 'EnableMongo' }, { name: 'EnableServerless' }]
    // Serverless has one region. The append needs one writer, and a session that reads its own writes.
    locations: [{ locationName: location, failoverPriority: 0, isZoneRedundant: false }]
    enableMultipleWriteLocations: false
    consistencyPolicy: { defaultConsistencyLevel: 'Session' }
    minimalTlsVersion: 'Tls12'
    publicNetworkAccess: 'Enabled'
    ipRules: [for address in allowedAddresses: { ipAddressOrRange: address }]
    backupPolicy: { type: 'Continuous', continuousModeProperties: { tier: 'Continuous7Days' } }
  }

  resource database 'mongodbDatabases' = {
    name: databaseName
    properties: { resource: { id: databaseName } }

    // One after the other: the account refuses some changes while another is running.
    @batchSize(1)
    resource collection 'collections' = [
      for collection in collections: {
        name: collection.name
        properties: {
          resource: {
            id: collection.name
            indexes: map(concat([['_id']], collection.indexes), fields => { key: { keys: fields } })
          }
        }
      }
    ]
  }
}

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' existing = {
  name: vaultName

  resource uri 'secrets' = {
    name: 'mongodb-uri'
    properties: {
      value: 'mongodb://${name}:${uriComponent(account.listKeys().primaryMasterKey)}@${host}/?${options}'
      contentType: 'text/plain'
    }
  }
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: account
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'ControlPlaneRequests', enabled: true }]
  }
}
