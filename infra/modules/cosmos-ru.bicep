import { collections } from 'store-shape.bicep'

param name string
param location string
param tags object
param databaseName string
param vaultName string
param workspaceId string

@description('Addresses or networks, besides Azure\'s own, that may connect: an operator who makes a backup, for example.')
param operatorAddresses string[]

@description('The only subnet that may connect, besides the operator\'s addresses. Default: any network of Azure.')
param subnetId string
param deleteLock bool

@allowed(['primary', 'secondary'])
param key string

@description('With the account\'s key, or as a user with rights on the one database.')
@allowed(['key', 'user'])
param signIn string

@secure()
param userPassword string

// 0.0.0.0 means Azure's own addresses. Without a subnet the app's are among them and are not known in advance.
var allowedAddresses = concat(empty(subnetId) ? ['0.0.0.0'] : [], operatorAddresses)
var user = 'booking'
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
    capabilities: map(
      concat(['EnableMongo', 'EnableServerless'], signIn == 'key' ? [] : ['EnableMongoRoleBasedAccessControl']),
      capability => { name: capability }
    )
    // Serverless has one region. The append needs one writer, and a session that reads its own writes.
    locations: [{ locationName: location, failoverPriority: 0, isZoneRedundant: false }]
    enableMultipleWriteLocations: false
    consistencyPolicy: { defaultConsistencyLevel: 'Session' }
    minimalTlsVersion: 'Tls12'
    publicNetworkAccess: 'Enabled'
    ipRules: [for address in allowedAddresses: { ipAddressOrRange: address }]
    isVirtualNetworkFilterEnabled: !empty(subnetId)
    virtualNetworkRules: empty(subnetId) ? [] : [{ id: subnetId, ignoreMissingVNetServiceEndpoint: false }]
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

// It may read, write and watch this database, and neither see another one nor manage the account.
resource appUser 'Microsoft.DocumentDB/databaseAccounts/mongodbUserDefinitions@2025-04-15' = if (signIn == 'user') {
  parent: account
  name: '${databaseName}.${user}'
  properties: {
    databaseName: databaseName
    userName: user
    password: userPassword
    mechanisms: 'SCRAM-SHA-256'
    roles: [{ db: databaseName, role: 'readWrite' }]
  }
  dependsOn: [account::database]
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (deleteLock) {
  name: 'data'
  scope: account
  properties: { level: 'CanNotDelete', notes: 'The account holds the data of the tenant.' }
}

var accountKey = key == 'primary' ? account.listKeys().primaryMasterKey : account.listKeys().secondaryMasterKey
var keySignIn = '${name}:${uriComponent(accountKey)}'
var userSignIn = '${user}:${uriComponent(userPassword)}'

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' existing = {
  name: vaultName

  resource uri 'secrets' = {
    name: 'mongodb-uri'
    properties: {
      value: signIn == 'key'
        ? 'mongodb://${keySignIn}@${host}/?${options}'
        : 'mongodb://${userSignIn}@${host}/?${options}&authSource=${databaseName}&authMechanism=SCRAM-SHA-256'
      contentType: 'text/plain'
    }
    // A connection string is of use only when its user exists.
    dependsOn: [appUser]
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

output id string = account.id
output uri string = '@Microsoft.KeyVault(SecretUri=${vault::uri.properties.secretUriWithVersion})'
