param name string
param location string
param tags object

@description('The tenant\'s own workspace. Empty: the workspace is the operator\'s, with the operator\'s rules.')
param workspaceId string

@description('Empty: a new one, for the mail address and the webhook.')
param actionGroupId string
param burnRate bool
param email string

@secure()
param webhook string

@minValue(0)
param monthlyBudget int

@description('The first day of the month of the first deployment. Azure refuses another value for an existing budget.')
param budgetStart string

module people 'action-group.bicep' = if (empty(actionGroupId)) {
  name: 'action-group'
  params: { name: name, tags: tags, email: email, webhook: webhook }
}

var groupId = empty(actionGroupId) ? people!.outputs.id : actionGroupId

module rules 'alert-rules.bicep' = if (!empty(workspaceId)) {
  name: 'alert-rules'
  params: {
    name: name
    location: location
    tags: tags
    workspaceId: workspaceId
    actionGroupId: groupId
    byTenant: false
    burnRate: burnRate
  }
}

resource budget 'Microsoft.Consumption/budgets@2024-08-01' = if (monthlyBudget > 0) {
  name: 'budget-${name}'
  properties: {
    category: 'Cost'
    amount: monthlyBudget
    timeGrain: 'Monthly'
    timePeriod: { startDate: budgetStart }
    notifications: {
      spent: { enabled: true, operator: 'GreaterThan', threshold: 80, thresholdType: 'Actual', contactEmails: [email] }
      foreseen: { enabled: true, operator: 'GreaterThan', threshold: 100, thresholdType: 'Forecasted', contactEmails: [email] }
    }
  }
}

output actionGroupId string = groupId
