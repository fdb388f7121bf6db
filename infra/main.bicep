// A tenant: its resource group with everything in it. Secrets are parameters and go to the key vault.
targetScope = 'subscription'

@description('The tenant\'s short name, part of every resource\'s name: 3 to 12 lower-case letters and digits, starting with a letter.')
@minLength(3)
@maxLength(12)
param tenant string

@description('A region with Flex Consumption. For newer ones: az functionapp list-flexconsumption-locations')
@allowed([
  'australiaeast'
  'australiasoutheast'
  'brazilsouth'
  'canadacentral'
  'centralindia'
  'centralus'
  'eastasia'
  'eastus'
  'eastus2'
  'francecentral'
  'germanywestcentral'
  'italynorth'
  'japaneast'
  'koreacentral'
  'northcentralus'
  'northeurope'
  'norwayeast'
  'southafricanorth'
  'southcentralus'
  'southeastasia'
  'southindia'
  'spaincentral'
  'swedencentral'
  'uaenorth'
  'uksouth'
  'ukwest'
  'westcentralus'
  'westeurope'
  'westus'
  'westus2'
  'westus3'
])
param location string

@description('Names the client app in every request. Assume that it is public.')
@secure()
@minLength(16)
param apiKey string

@description('Signs tokens and links: 32 bytes or more.')
@secure()
@minLength(32)
param jwtSecretKey string

@description('Secrets that are being replaced. Their old values are parameters too, and are accepted as well.')
param rotating ('API_KEY' | 'DATA_KEY' | 'JWT_SECRET_KEY')[] = []

@description('The old API key, while clients change to the new one.')
@secure()
param apiKeyPrevious string = ''

@description('The old signing key, so that tokens and links stay valid for a while: 32 bytes or more.')
@secure()
param jwtSecretKeyPrevious string = ''

@description('Wraps the key of each person, so that a copy of the database alone opens no name: 32 bytes in hexadecimal or Base64. Never lose it.')
@secure()
param dataKey string = ''

@description('The data key before, until wrap-keys has ended.')
@secure()
param dataKeyPrevious string = ''

@description('Whether the app has dataKey. Deploy a version that can read it first. There is no way back.')
param wrapPersonKeys bool = false

@minLength(1)
param smtpHost string

@minValue(1)
@maxValue(65535)
param smtpPort int = 587

@minLength(1)
param smtpUser string

@secure()
@minLength(1)
param smtpPassword string

@minLength(3)
param smtpFromEmail string

@description('The tenant\'s custom domain, such as https://booking.example.com. Default: the app\'s own address.')
param publicUrl string = ''

@description('Origins of web pages that may call the API, such as https://www.example.com.')
param corsOrigins string[] = []

@allowed(['off', 'required'])
param emailVerification string = 'off'

@minValue(1)
@maxValue(10080)
param jwtExpireMinutes int = 60

@description('A session ends after this many days without a refresh.')
@minValue(1)
@maxValue(365)
param refreshExpireDays int = 30

@description('The first administrator, created at the first sign-in. Set both or neither.')
param adminEmail string = ''

@secure()
param adminPassword string = ''

@description('More environment variables, such as { RATE_LIMIT_BOOK: \'40/hour\' }. The template\'s own values win.')
param moreSettings object = {}

@description('serverless: Cosmos DB for MongoDB (RU), paid per use. vcore: a cluster, paid by the hour.')
@allowed(['serverless', 'vcore'])
param store string = 'serverless'

@minLength(1)
@maxLength(60)
param databaseName string = 'booking'

@description('The account\'s name, if it is not the template\'s own: for an account restored from a backup.')
@maxLength(44)
param accountName string = ''

@description('Which of the account\'s two keys the app uses. Change it, deploy, then renew the other key.')
@allowed(['primary', 'secondary'])
param databaseKey string = 'primary'

@description('How the app signs in to an account: with the account\'s key, or as a user with rights on its one database.')
@allowed(['key', 'user'])
param databaseSignIn string = 'key'

@description('Required if databaseSignIn is user: 12 characters or more.')
@secure()
param databaseUserPassword string = ''

@allowed(['M10', 'M20', 'M30', 'M40', 'M50'])
param vcoreTier string = 'M10'

@description('Required if store is vcore: 12 characters or more.')
@secure()
param vcorePassword string = ''

@description('Your own addresses, to connect to the database for a backup.')
param operatorAddresses string[] = []

@description('open: Azure\'s addresses may connect to the database. restricted: only a subnet of the app may, also to storage and vault.')
@allowed(['open', 'restricted'])
param network string = 'open'

@description('Forbids to delete database and vault. The deployment needs the right to set locks.')
param deleteLock bool = false

@description('How many proxies add to X-Forwarded-For, or their networks. 1 is the platform\'s own; 2 with Front Door or Cloudflare before it.')
@minLength(1)
param trustedProxies string = '1'

@description('The id of a Front Door profile: only requests through it are let in.')
param frontDoorId string = ''

@description('Networks of another front, such as Cloudflare\'s: only requests from them are let in.')
param frontNetworks string[] = []

@minValue(1)
@maxValue(1000)
param maximumInstances int = 40

@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Instances that are always running and paid for, such as [{ name: \'http\', instanceCount: 1 }].')
param alwaysReady { name: string, instanceCount: int }[] = []

@description('false if .NET 10 does not start from the platform\'s prepared instances. See docs/deploying.md.')
param preparedInstances bool = true

@description('The mail address for alerts about failures and costs.')
@minLength(3)
param alertEmail string

@description('An address that gets each alert as well, such as the one of a chat or of a pager.')
@secure()
param alertWebhook string = ''

@description('The operator\'s workspace, whose alerts cover all its tenants: see operator.bicep. Default: one of the tenant\'s own.')
param workspaceId string = ''

@description('The operator\'s action group. Default: one of the tenant\'s own.')
param actionGroupId string = ''

@description('Calls /health/ready from three places outside. Costs money.')
param availabilityTest bool = false

@description('Alerts on throttling and units of the account, and on 5xx of the platform. Costs money.')
param metricAlerts bool = false

@description('Alerts if failures use up the allowance of the month too fast. On a workspace of the operator\'s they are the operator\'s. Costs money.')
param burnRateAlerts bool = false

@description('In the subscription\'s currency. 0 for none: some kinds of subscription have no budgets.')
@minValue(0)
param monthlyBudget int

@description('The first day of the month of the first deployment, such as 2026-11-01. Do not change it later.')
@minLength(10)
@maxLength(10)
param budgetStart string

@minValue(1)
param dailyLogsGb int = 1

// Bicep has no patterns: the name without all allowed characters must be empty.
var letters = 'abcdefghijklmnopqrstuvwxyz'
var strangers = filter(map(range(0, length(tenant)), i => substring(tenant, i, 1)), c => !contains('${letters}0123456789', c))
var isName = empty(strangers) && contains(letters, substring(tenant, 0, 1))
var name = isName ? tenant : fail('tenant must be 3 to 12 lower-case letters and digits, a letter first.')

// Names that are global in Azure get a part that is unique to the subscription and region.
var unique = '${name}-${take(uniqueString(subscription().subscriptionId, name, location), 6)}'
var tags = { 'azd-env-name': name, product: 'booking-engine' }

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  // Contains the region, so that a tenant that moves can have both groups for a while.
  name: 'rg-booking-${name}-${location}'
  location: location
  tags: tags
}

module resources 'modules/tenant.bicep' = {
  name: 'tenant'
  scope: group
  params: {
    name: name
    unique: unique
    location: location
    tags: tags
    store: store
    databaseName: databaseName
    accountName: accountName
    vcoreTier: vcoreTier
    vcorePassword: store == 'vcore' && length(vcorePassword) < 12
      ? fail('vcorePassword must have 12 characters or more where store is vcore.')
      : vcorePassword
    databaseKey: databaseKey
    databaseSignIn: databaseSignIn
    databaseUserPassword: databaseSignIn == 'user' && length(databaseUserPassword) < 12
      ? fail('databaseUserPassword must have 12 characters or more where databaseSignIn is user.')
      : databaseUserPassword
    operatorAddresses: operatorAddresses
    restricted: network == 'restricted'
    deleteLock: deleteLock
    secrets: {
      'api-key': apiKey
      'api-key-previous': contains(rotating, 'API_KEY') && empty(apiKeyPrevious)
        ? fail('apiKeyPrevious must be set where rotating names API_KEY.')
        : apiKeyPrevious
      'jwt-secret-key': jwtSecretKey
      'jwt-secret-key-previous': contains(rotating, 'JWT_SECRET_KEY') && length(jwtSecretKeyPrevious) < 32
        ? fail('jwtSecretKeyPrevious must have 32 characters or more where rotating names JWT_SECRET_KEY.')
        : jwtSecretKeyPrevious
      'data-key': wrapPersonKeys && length(dataKey) < 44
        ? fail('dataKey must be 32 bytes in hexadecimal or Base64 where wrapPersonKeys is true.')
        : dataKey
      'data-key-previous': contains(rotating, 'DATA_KEY') && length(dataKeyPrevious) < 44
        ? fail('dataKeyPrevious must be 32 bytes in hexadecimal or Base64 where rotating names DATA_KEY.')
        : dataKeyPrevious
      'smtp-password': smtpPassword
      'admin-password': empty(adminEmail) != empty(adminPassword) ? fail('adminEmail and adminPassword go together.') : adminPassword
    }
    settings: {
      CORS_ORIGINS: join(corsOrigins, ',')
      EMAIL_VERIFICATION: emailVerification
      JWT_EXPIRE_MINUTES: string(jwtExpireMinutes)
      PUBLIC_URL: publicUrl
      REFRESH_EXPIRE_DAYS: string(refreshExpireDays)
      SMTP_FROM_EMAIL: smtpFromEmail
      SMTP_HOST: smtpHost
      SMTP_PORT: string(smtpPort)
      SMTP_USER: smtpUser
      ADMIN_EMAIL: adminEmail
      TRUSTED_PROXIES: trustedProxies
    }
    rotating: rotating
    wrapPersonKeys: wrapPersonKeys
    moreSettings: moreSettings
    frontDoorId: frontDoorId
    frontNetworks: frontNetworks
    maximumInstances: maximumInstances
    instanceMemoryMB: instanceMemoryMB
    alwaysReady: alwaysReady
    preparedInstances: preparedInstances
    alertEmail: alertEmail
    alertWebhook: alertWebhook
    workspaceId: workspaceId
    actionGroupId: actionGroupId
    availabilityTest: availabilityTest
    metricAlerts: metricAlerts
    burnRateAlerts: burnRateAlerts
    monthlyBudget: monthlyBudget
    budgetStart: endsWith(budgetStart, '-01') ? budgetStart : fail('budgetStart must be the first of a month, such as 2026-11-01.')
    dailyLogsGb: dailyLogsGb
  }
}

output resourceGroupName string = group.name
output appName string = resources.outputs.appName
output appUrl string = resources.outputs.appUrl
output vaultName string = resources.outputs.vaultName
