param name string
param location string
param tags object
param workspaceId string
param operatorAddresses string[]

@description('The only subnet that may connect, besides the operator\'s addresses and deployments. Default: any network.')
param subnetId string
param deleteLock bool

@description('Secrets by name. Empty ones are left out.')
@secure()
param secrets object

// A reference to a secret that is not there would end the deployment.
param hasAdmin bool
param rotating string[]
param wrapPersonKeys bool

var names = [
  'api-key'
  'jwt-secret-key'
  'smtp-password'
  'admin-password'
  'api-key-previous'
  'jwt-secret-key-previous'
  'data-key'
  'data-key-previous'
]

// With its version: a deployment brings a new secret at once. Without one the app may keep an old value for a day.
var reference = '@Microsoft.KeyVault(SecretUri={0})'

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
    networkAcls: {
      // AzureServices: a deployment writes secrets through Azure itself.
      bypass: 'AzureServices'
      defaultAction: empty(subnetId) ? 'Allow' : 'Deny'
      virtualNetworkRules: empty(subnetId) ? [] : [{ id: subnetId }]
      ipRules: empty(subnetId) ? [] : map(operatorAddresses, address => { value: address })
    }
  }

  resource secret 'secrets' = [
    for name in names: if (!empty(secrets[name])) {
      name: name
      properties: { value: secrets[name], contentType: 'text/plain' }
    }
  ]
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (deleteLock) {
  name: 'data'
  scope: vault
  properties: { level: 'CanNotDelete', notes: 'The vault holds the secrets of the tenant.' }
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
output apiKey string = format(reference, vault::secret[0]!.properties.secretUriWithVersion)
output jwtKey string = format(reference, vault::secret[1]!.properties.secretUriWithVersion)
output smtp string = format(reference, vault::secret[2]!.properties.secretUriWithVersion)
output admin string = hasAdmin ? format(reference, vault::secret[3]!.properties.secretUriWithVersion) : ''
output previousApiKey string = contains(rotating, 'API_KEY') ? format(reference, vault::secret[4]!.properties.secretUriWithVersion) : ''
output previousJwtKey string = contains(rotating, 'JWT_SECRET_KEY')
  ? format(reference, vault::secret[5]!.properties.secretUriWithVersion)
  : ''
output personKey string = wrapPersonKeys ? format(reference, vault::secret[6]!.properties.secretUriWithVersion) : ''
output previousPersonKey string = contains(rotating, 'DATA_KEY') ? format(reference, vault::secret[7]!.properties.secretUriWithVersion) : ''
