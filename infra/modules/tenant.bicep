// The contents of a tenant's resource group.
param name string
param unique string
param location string
param tags object
param store string
param databaseName string
param accountName string
param vcoreTier string
param operatorAddresses string[]
param settings object
param moreSettings object
param maximumInstances int
param instanceMemoryMB int
param alertEmail string
param monthlyBudget int
param budgetStart string
param dailyLogsGb int

@secure()
param vcorePassword string

@secure()
param secrets object

// A storage account's name has no hyphens, a vault's at most 24 characters.
var storageName = 'st${replace(unique, '-', '')}'
var vaultName = 'kv-${unique}'
var secretPrefix = '@Microsoft.KeyVault(VaultName=${vaultName};SecretName='

module identity 'identity.bicep' = {
  name: 'identity'
  params: { name: 'id-${unique}', location: location, tags: tags }
}

module monitoring 'monitoring.bicep' = {
  name: 'monitoring'
  params: { name: unique, location: location, tags: tags, dailyQuotaGb: dailyLogsGb }
}

module alerts 'alerts.bicep' = {
  name: 'alerts'
  params: {
    name: name
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    alertEmail: alertEmail
    monthlyBudget: monthlyBudget
    budgetStart: budgetStart
  }
}

module storage 'storage.bicep' = {
  name: 'storage'
  params: { name: storageName, location: location, tags: tags }
}

module vault 'key-vault.bicep' = {
  name: 'key-vault'
  params: { name: vaultName, location: location, tags: tags, workspaceId: monitoring.outputs.workspaceId, secrets: secrets }
}

module serverless 'cosmos-ru.bicep' = if (store == 'serverless') {
  name: 'cosmos-ru'
  params: {
    name: empty(accountName) ? 'cosmos-${unique}' : accountName
    location: location
    tags: tags
    databaseName: databaseName
    vaultName: vault.outputs.name
    workspaceId: monitoring.outputs.workspaceId
    operatorAddresses: operatorAddresses
  }
}

module vcore 'cosmos-vcore.bicep' = if (store == 'vcore') {
  name: 'cosmos-vcore'
  params: {
    name: 'mongo-${unique}'
    location: location
    tags: tags
    vaultName: vault.outputs.name
    workspaceId: monitoring.outputs.workspaceId
    tier: vcoreTier
    password: vcorePassword
    operatorAddresses: operatorAddresses
  }
}

module roles 'roles.bicep' = {
  name: 'roles'
  params: {
    principalId: identity.outputs.principalId
    storageName: storage.outputs.name
    vaultName: vault.outputs.name
    insightsName: monitoring.outputs.insightsName
  }
}

// An identity instead of keys, everywhere that Azure allows it.
var platformSettings = {
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.outputs.clientId};Authorization=AAD'
  APPLICATIONINSIGHTS_CONNECTION_STRING: monitoring.outputs.connectionString
  AzureWebJobsDisableHomepage: 'true'
  AzureWebJobsStorage__blobServiceUri: storage.outputs.blobEndpoint
  AzureWebJobsStorage__clientId: identity.outputs.clientId
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__queueServiceUri: storage.outputs.queueEndpoint
  AzureWebJobsStorage__tableServiceUri: storage.outputs.tableEndpoint
}

var appSettings = {
  API_KEY: '${secretPrefix}api-key)'
  JWT_SECRET_KEY: '${secretPrefix}jwt-secret-key)'
  MONGODB_DB: databaseName
  MONGODB_URI: '${secretPrefix}mongodb-uri)'
  SMTP_PASS: '${secretPrefix}smtp-password)'
  ADMIN_PASSWORD: empty(settings.ADMIN_EMAIL) ? '' : '${secretPrefix}admin-password)'
  // The platform's front end is the only proxy before the app.
  TRUSTED_PROXIES: '1'
}

module app 'function-app.bicep' = {
  name: 'function-app'
  params: {
    name: 'func-${unique}'
    location: location
    tags: tags
    identityId: identity.outputs.id
    packagesUrl: storage.outputs.packagesUrl
    workspaceId: monitoring.outputs.workspaceId
    settings: union(moreSettings, settings, appSettings, platformSettings)
    maximumInstances: maximumInstances
    instanceMemoryMB: instanceMemoryMB
  }
  // Without its roles and secrets the app's first start would fail. Azure retries a failed reference only after hours.
  dependsOn: [roles, serverless, vcore]
}

output appName string = app.outputs.name
output appUrl string = app.outputs.url
output vaultName string = vault.outputs.name
