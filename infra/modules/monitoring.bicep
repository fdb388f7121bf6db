param name string
param location string
param tags object

@description('The operator\'s workspace. Empty: a new one.')
param workspaceId string

@description('The daily limit in GB of a new workspace, so that a loop that logs does not cause a large bill.')
param dailyQuotaGb int

module workspace 'workspace.bicep' = if (empty(workspaceId)) {
  name: 'workspace'
  params: { name: name, location: location, tags: tags, dailyQuotaGb: dailyQuotaGb }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-${name}'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: empty(workspaceId) ? workspace!.outputs.id : workspaceId
    // Only the app's identity may send telemetry.
    DisableLocalAuth: true
  }
}

output workspaceId string = empty(workspaceId) ? workspace!.outputs.id : workspaceId
output insightsId string = insights.id
output insightsName string = insights.name
output connectionString string = insights.properties.ConnectionString
