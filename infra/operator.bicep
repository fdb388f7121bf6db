// What an operator of several tenants has once: a workspace for all of them, who is told, and alerts that name the tenant.
targetScope = 'subscription'

@description('The region of the workspace. Tenants in other regions can use it.')
@minLength(1)
param location string

@description('The mail address for alerts.')
@minLength(3)
param alertEmail string

@description('An address that gets each alert as well, such as the one of a chat or of a pager.')
@secure()
param alertWebhook string = ''

@description('The daily limit in GB, so that a loop that logs does not cause a large bill. It is for all tenants together.')
@minValue(1)
param dailyLogsGb int = 5

@description('Alerts if failures use up the allowance of the month too fast. Costs money.')
param burnRateAlerts bool = false

var name = 'booking-operator'
var tags = { product: 'booking-engine' }

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${name}'
  location: location
  tags: tags
}

module workspace 'modules/workspace.bicep' = {
  name: 'workspace'
  scope: group
  params: { name: name, location: location, tags: tags, dailyQuotaGb: dailyLogsGb }
}

module people 'modules/action-group.bicep' = {
  name: 'action-group'
  scope: group
  params: { name: name, tags: tags, email: alertEmail, webhook: alertWebhook }
}

module rules 'modules/alert-rules.bicep' = {
  name: 'alert-rules'
  scope: group
  params: {
    name: name
    location: location
    tags: tags
    workspaceId: workspace.outputs.id
    actionGroupId: people.outputs.id
    byTenant: true
    burnRate: burnRateAlerts
  }
}

module overview 'modules/overview.bicep' = {
  name: 'overview'
  scope: group
  params: { name: name, location: location, tags: tags, workspaceId: workspace.outputs.id, insightsId: '' }
}

@description('For workspaceId in each tenant\'s file.')
output workspaceId string = workspace.outputs.id

@description('For actionGroupId in each tenant\'s file.')
output actionGroupId string = people.outputs.id
