// The contents of a tenant's resource group.
param name string
param unique string
param location string
param tags object
param store string
param databaseName string
param accountName string
param vcoreTier string
param databaseKey string
param databaseSignIn string
param operatorAddresses string[]
param restricted bool
param deleteLock bool
param settings object
param rotating string[]
param wrapPersonKeys bool
param moreSettings object
param frontDoorId string
param frontNetworks string[]
param maximumInstances int
param instanceMemoryMB int
param alwaysReady { name: string, instanceCount: int }[]
param preparedInstances bool
param alertEmail string
param workspaceId string
param actionGroupId string
param availabilityTest bool
param metricAlerts bool
param burnRateAlerts bool
param monthlyBudget int
param budgetStart string
param dailyLogsGb int

@secure()
param vcorePassword string

@secure()
param databaseUserPassword string

@secure()
param alertWebhook string

@secure()
param secrets object

// A storage account's name has no hyphens, a vault's at most 24 characters.
var storageName = 'st${replace(unique, '-', '')}'
var vaultName = 'kv-${unique}'
var hasAdmin = !empty(settings.ADMIN_EMAIL)
var subnetId = restricted ? network!.outputs.subnetId : ''

module identity 'identity.bicep' = {
  name: 'identity'
  params: { name: 'id-${unique}', location: location, tags: tags }
}

module network 'network.bicep' = if (restricted) {
  name: 'network'
  params: { name: unique, location: location, tags: tags }
}

module monitoring 'monitoring.bicep' = {
  name: 'monitoring'
  params: { name: unique, location: location, tags: tags, workspaceId: workspaceId, dailyQuotaGb: dailyLogsGb }
}

module alerts 'alerts.bicep' = {
  name: 'alerts'
  params: {
    name: name
    location: location
    tags: tags
    // The operator's alerts cover the operator's workspace.
    workspaceId: empty(workspaceId) ? monitoring.outputs.workspaceId : ''
    actionGroupId: actionGroupId
    burnRate: burnRateAlerts
    email: alertEmail
    webhook: alertWebhook
    monthlyBudget: monthlyBudget
    budgetStart: budgetStart
  }
}

module overview 'overview.bicep' = {
  name: 'overview'
  params: {
    name: unique
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    insightsId: monitoring.outputs.insightsId
  }
}

module metrics 'metric-alerts.bicep' = if (metricAlerts) {
  name: 'metric-alerts'
  params: {
    name: name
    tags: tags
    appId: app.outputs.id
    accountId: store == 'serverless' ? serverless!.outputs.id : ''
    actionGroupId: alerts.outputs.actionGroupId
  }
}

module availability 'availability.bicep' = if (availabilityTest) {
  name: 'availability'
  params: {
    name: unique
    location: location
    tags: tags
    insightsId: monitoring.outputs.insightsId
    url: empty(settings.PUBLIC_URL) ? app.outputs.url : settings.PUBLIC_URL
    actionGroupId: alerts.outputs.actionGroupId
  }
}

module storage 'storage.bicep' = {
  name: 'storage'
  params: { name: storageName, location: location, tags: tags, operatorAddresses: operatorAddresses, subnetId: subnetId }
}

module vault 'key-vault.bicep' = {
  name: 'key-vault'
  params: {
    name: vaultName
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    operatorAddresses: operatorAddresses
    subnetId: subnetId
    deleteLock: deleteLock
    secrets: secrets
    hasAdmin: hasAdmin
    rotating: rotating
    wrapPersonKeys: wrapPersonKeys
  }
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
    subnetId: subnetId
    deleteLock: deleteLock
    key: databaseKey
    signIn: databaseSignIn
    userPassword: databaseUserPassword
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
    deleteLock: deleteLock
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

// The instances that the platform prepares before it knows the app.
var startSettings = preparedInstances ? {} : { WEBSITE_USE_PLACEHOLDER_DOTNETISOLATED: '0' }

var appSettings = union(
  {
    API_KEY: vault.outputs.apiKey
    JWT_SECRET_KEY: vault.outputs.jwtKey
    MONGODB_DB: databaseName
    MONGODB_URI: store == 'serverless' ? serverless!.outputs.uri : vcore!.outputs.uri
    SMTP_PASS: vault.outputs.smtp
    ADMIN_PASSWORD: hasAdmin ? vault.outputs.admin : ''
  },
  wrapPersonKeys ? { DATA_KEY: vault.outputs.personKey } : {},
  contains(rotating, 'DATA_KEY') ? { DATA_KEY_PREVIOUS: vault.outputs.previousPersonKey } : {},
  contains(rotating, 'API_KEY') ? { API_KEY_PREVIOUS: vault.outputs.previousApiKey } : {},
  contains(rotating, 'JWT_SECRET_KEY') ? { JWT_SECRET_KEY_PREVIOUS: vault.outputs.previousJwtKey } : {}
)

module app 'function-app.bicep' = {
  name: 'function-app'
  params: {
    name: 'func-${unique}'
    location: location
    tags: tags
    identityId: identity.outputs.id
    packagesUrl: storage.outputs.packagesUrl
    workspaceId: monitoring.outputs.workspaceId
    settings: union(moreSettings, settings, appSettings, startSettings, platformSettings)
    subnetId: subnetId
    frontDoorId: frontDoorId
    frontNetworks: frontNetworks
    maximumInstances: maximumInstances
    instanceMemoryMB: instanceMemoryMB
    alwaysReady: alwaysReady
  }
  // Without its roles and secrets the app's first start would fail. Azure retries a failed reference only after hours.
  dependsOn: [roles]
}

output appName string = app.outputs.name
output appUrl string = app.outputs.url
output vaultName string = vault.outputs.name
