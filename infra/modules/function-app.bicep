param name string
param location string
param tags object
param identityId string
param packagesUrl string
param workspaceId string

@description('The environment variables.')
param settings object

@description('The subnet through which the app connects. Default: none.')
param subnetId string

@description('The id of a Front Door profile: only requests through it are let in.')
param frontDoorId string

@description('Networks of another front: only requests from them are let in.')
param frontNetworks string[]

@minValue(1)
@maxValue(1000)
param maximumInstances int

@allowed([512, 2048, 4096])
param instanceMemoryMB int

param alwaysReady { name: string, instanceCount: int }[]

var throughFrontDoor = {
  name: 'front-door'
  priority: 100
  action: 'Allow'
  tag: 'ServiceTag'
  ipAddress: 'AzureFrontDoor.Backend'
  // Others have a Front Door too, and come from the same addresses.
  headers: { 'x-azure-fdid': [frontDoorId] }
}
var fromNetworks = map(
  range(0, length(frontNetworks)),
  i => { name: 'front-${i}', priority: 200 + i, action: 'Allow', ipAddress: frontNetworks[i] }
)
var fronts = concat(empty(frontDoorId) ? [] : [throughFrontDoor], fromNetworks)

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { tier: 'FlexConsumption', name: 'FC1' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'api' })
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    publicNetworkAccess: 'Enabled'
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    // Publishing and the package's download go through the subnet as well.
    outboundVnetRouting: empty(subnetId) ? null : { allTraffic: true }
    siteConfig: {
      appSettings: [for setting in items(settings): { name: setting.key, value: setting.value }]
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
      ipSecurityRestrictions: fronts
      ipSecurityRestrictionsDefaultAction: empty(fronts) ? 'Allow' : 'Deny'
      // Publishing comes from elsewhere, and has its own sign-in.
      scmIpSecurityRestrictionsUseMain: false
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packagesUrl
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
      scaleAndConcurrency: { maximumInstanceCount: maximumInstances, instanceMemoryMB: instanceMemoryMB, alwaysReady: alwaysReady }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
    }
  }

  // Publishing uses the sign-in to Azure, never a user name and a password.
  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: app
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'FunctionAppLogs', enabled: true }]
  }
}

output id string = app.id
output name string = app.name
output url string = 'https://${app.properties.defaultHostName}'
