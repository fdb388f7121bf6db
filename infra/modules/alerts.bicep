param name string
param location string
param tags object
param workspaceId string
param alertEmail string

@minValue(0)
param monthlyBudget int

@description('The first day of the month of the first deployment. Azure refuses another value for an existing budget.')
param budgetStart string

// Every rule reads the app's own metrics. A quarter of an hour is the cheapest interval of log alerts.
var rules = [
  {
    name: 'poison'
    description: 'Messages were given up after too many tries. See "Poison messages" in docs/operating.md.'
    severity: 1
    window: 'PT15M'
    query: 'AppMetrics | where Name == "booking_engine.poison.messages" | summarize Value = max(Max)'
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'lag'
    description: 'Read models or mails have been behind the events for more than five minutes.'
    severity: 2
    window: 'PT15M'
    query: 'AppMetrics | where Name == "booking_engine.lag" | summarize Value = max(Max)'
    operator: 'GreaterThan'
    threshold: 300
  }
  {
    name: 'failures'
    description: 'Requests were answered with 5xx.'
    severity: 1
    window: 'PT15M'
    query: 'AppMetrics | where Name == "booking_engine.requests" and toint(Properties.status) >= 500 | summarize Value = sum(ItemCount)'
    operator: 'GreaterThan'
    threshold: 4
  }
  {
    // The sweep reports the lag every five minutes, also in an idle tenant. So silence means that the app does not start.
    name: 'silence'
    description: 'The sweep has not reported for half an hour: the app does not start, or its timers do not run.'
    severity: 1
    window: 'PT30M'
    query: 'AppMetrics | where Name == "booking_engine.lag" | summarize Value = count()'
    operator: 'LessThan'
    threshold: 1
  }
]

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${name}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'booking'
    emailReceivers: [{ name: 'operator', emailAddress: alertEmail, useCommonAlertSchema: true }]
  }
}

resource rule 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: 'alert-${name}-${rule.name}'
    location: location
    tags: tags
    properties: {
      displayName: '${name}: ${rule.name}'
      description: rule.description
      severity: rule.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT15M'
      windowSize: rule.window
      autoMitigate: true
      // The first telemetry creates the tables.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: rule.query
            metricMeasureColumn: 'Value'
            timeAggregation: 'Maximum'
            operator: rule.operator
            threshold: rule.threshold
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [people.id] }
    }
  }
]

resource budget 'Microsoft.Consumption/budgets@2024-08-01' = if (monthlyBudget > 0) {
  name: 'budget-${name}'
  properties: {
    category: 'Cost'
    amount: monthlyBudget
    timeGrain: 'Monthly'
    timePeriod: { startDate: budgetStart }
    notifications: {
      spent: { enabled: true, operator: 'GreaterThan', threshold: 80, thresholdType: 'Actual', contactEmails: [alertEmail] }
      foreseen: { enabled: true, operator: 'GreaterThan', threshold: 100, thresholdType: 'Forecasted', contactEmails: [alertEmail] }
    }
  }
}
