// A tenant: its resource group and all that is in it. What is secret comes in as a parameter and goes to the key vault.
targetScope = 'subscription'

@description('The tenant\'s short name, part of every resource\'s name: 3 to 12 lower-case letters and digits, a letter first.')
@minLength(3)
@maxLength(12)
param tenant string

@description('A region with Flex Consumption. More come: az functionapp list-flexconsumption-locations')
@allowed([
  'australiaeast'
  'centralindia'
  'centralus'
  'eastasia'
  'eastus'
  'eastus2'
  'francecentral'
  'germanywestcentral'
  'northcentralus'
  'northeurope'
  'southcentralus'
  'southeastasia'
  'swedencentral'
  'uksouth'
  'westcentralus'
  'westeurope'
  'westus2'
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

@description('Where clients reach the tenant, where that is a domain of its own: https://booking.example.com. Absent: the app\'s own address.')
param publicUrl string = ''

@description('Origins of the web pages that may call, such as https://www.example.com.')
param corsOrigins string[] = []

@allowed(['off', 'required'])
param emailVerification string = 'off'

@minValue(1)
@maxValue(10080)
param jwtExpireMinutes int = 60

@description('After this many days without a refresh a session is over.')
@minValue(1)
@maxValue(365)
param refreshExpireDays int = 30

@description('The first admin, made at the first start. Both or neither.')
param adminEmail string = ''

@secure()
param adminPassword string = ''

@description('More environment variables, such as { RATE_LIMIT_BOOK: \'40/hour\' }. Those that this template sets win.')
param moreSettings object = {}

@description('serverless: Cosmos DB for MongoDB (RU), paid per use. vcore: a cluster, paid by the hour.')
@allowed(['serverless', 'vcore'])
param store string = 'serverless'

@minLength(1)
@maxLength(60)
param databaseName string = 'booking'

@description('The account\'s name, where it is not the one that the template makes up: one that a backup was restored to.')
@maxLength(44)
param accountName string = ''

@allowed(['M10', 'M20', 'M30', 'M40', 'M50'])
param vcoreTier string = 'M10'

@description('Needed where store is vcore: 12 characters or more.')
@secure()
param vcorePassword string = ''

@description('Your own addresses, where you connect to the database to make a backup.')
param operatorAddresses string[] = []

@minValue(40)
@maxValue(1000)
param maximumInstances int = 40

@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Who is told when something is wrong or dear.')
@minLength(3)
param alertEmail string

@description('In the currency of the subscription. 0 for none: some kinds of subscription have no budgets.')
@minValue(0)
param monthlyBudget int

@description('The first of the month in which the tenant is first deployed, such as 2026-11-01. It stays as it is from then on.')
@minLength(10)
@maxLength(10)
param budgetStart string

@minValue(1)
param dailyLogsGb int = 1

// Bicep has no patterns: what is left of the name without the characters that it may have must be nothing.
var letters = 'abcdefghijklmnopqrstuvwxyz'
var strangers = filter(map(range(0, length(tenant)), i => substring(tenant, i, 1)), c => !contains('${letters}0123456789', c))
var isName = empty(strangers) && contains(letters, substring(tenant, 0, 1))
var name = isName ? tenant : fail('tenant must be 3 to 12 lower-case letters and digits, a letter first.')

// Names that the whole of Azure shares get a part that no other subscription and region has.
var unique = '${name}-${take(uniqueString(subscription().subscriptionId, name, location), 6)}'
var tags = { 'azd-env-name': name, product: 'booking-engine' }

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  // With its region, so that a tenant that moves has both for a while.
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
    operatorAddresses: operatorAddresses
    secrets: {
      'api-key': apiKey
      'jwt-secret-key': jwtSecretKey
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
    }
    moreSettings: moreSettings
    maximumInstances: maximumInstances
    instanceMemoryMB: instanceMemoryMB
    alertEmail: alertEmail
    monthlyBudget: monthlyBudget
    budgetStart: endsWith(budgetStart, '-01') ? budgetStart : fail('budgetStart must be the first of a month, such as 2026-11-01.')
    dailyLogsGb: dailyLogsGb
  }
}

output resourceGroupName string = group.name
output appName string = resources.outputs.appName
output appUrl string = resources.outputs.appUrl
output vaultName string = resources.outputs.vaultName
