import { collections } from 'store-shape.bicep'

param name string
param location string
param tags object
param databaseName string
param vaultName string
param workspaceId string

@description('Addresses or networks, beside those of Azure itself, that may connect: an operator who makes a backup, say.')
param operatorAddresses string[]

// 0.0.0.0 stands for Azure's own addresses: the app's are among them and are not known beforehand.
var allowedAddresses = concat(['0.0.0.0'], operatorAddresses)
var host = '${name}.mongo.cosmos.azure.com:10255'
// Idle connections are cut after four minutes. Retries are the adapter's own: it recognises a commit that it has made before.
var options = 'ssl=true&replicaSet=globaldb&retrywrites=false&maxIdleTimeMS=120000&appName=@${name}@'

resource account 'Microsoft.DocumentDB/databaseAccounts@2025-04-15' = {
  name: name
  location: location
  tags: tags
  kind: 'MongoDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    apiProperties: { serverVersion: '7.0' }
    // They cannot be changed later. Not EnableMongoRetryableWrites: it does not go with unordered bulk writes, and the adapter uses those.
    capabilities: [{ name: 'EnableMongo' }, { name: 'EnableServerless' }]
    // Serverless has one region; the append's proof needs one writer and a session that reads what it wrote.
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

    // One after the other: the account refuses some changes while another is under way.
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
