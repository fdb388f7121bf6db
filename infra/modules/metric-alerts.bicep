// Alerts on what the platform itself measures. They need no telemetry of the app, and no workspace.
param name string
param tags object
param appId string

@description('The account of the database. Empty for a cluster.')
param accountId string
param actionGroupId string

@description('An hour may use so many request units before somebody is told: at 0.25 dollars a million, half a dollar.')
param unitsPerHour int = 2000000

var onApp = [
  {
    name: 'platform-5xx'
    description: 'The platform answered with 5xx. Requests that never reached the app are among these.'
    severity: 1
    metric: 'Http5xx'
    window: 'PT15M'
    threshold: 4
    dimensions: []
  }
]

var onAccount = [
  {
    name: 'throttled'
    description: 'The database refused commands, because they came too fast (error 16500, which is 429).'
    severity: 2
    metric: 'MongoRequests'
    window: 'PT15M'
    threshold: 100
    dimensions: [{ name: 'ErrorCode', operator: 'Include', values: ['16500'] }]
  }
  {
    name: 'units'
    description: 'The database used more request units in an hour than the tenant should.'
    severity: 3
    metric: 'MongoRequestCharge'
    window: 'PT1H'
    threshold: unitsPerHour
    dimensions: []
  }
]

var rules = concat(
  map(onApp, rule => union(rule, { scope: appId })),
  empty(accountId) ? [] : map(onAccount, rule => union(rule, { scope: accountId }))
)

resource rule 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for rule in rules: {
    name: 'alert-${name}-${rule.name}'
    location: 'global'
    tags: tags
    properties: {
      description: '${rule.description} See "Alerts" in docs/operating.md.'
      severity: rule.severity
      enabled: true
      scopes: [rule.scope]
      evaluationFrequency: 'PT5M'
      windowSize: rule.window
      autoMitigate: true
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            name: rule.name
            criterionType: 'StaticThresholdCriterion'
            metricName: rule.metric
            timeAggregation: 'Total'
            operator: 'GreaterThan'
            threshold: rule.threshold
            dimensions: rule.dimensions
            // Some metrics exist from their first value on.
            skipMetricValidation: true
          }
        ]
      }
      actions: [{ actionGroupId: actionGroupId }]
    }
  }
]
