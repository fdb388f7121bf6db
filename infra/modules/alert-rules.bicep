// Alerts that read the app's own metrics in a workspace: of one tenant, or of all tenants of an operator, each by itself.
param name string
param location string
param tags object
param workspaceId string
param actionGroupId string

@description('Whether several tenants write to the workspace.')
param byTenant bool

@description('Two more rules, on the share of failures. The first runs every five minutes and costs more than the others.')
param burnRate bool

// A tenant is its resource group, without the prefix.
var tenant = byTenant ? ', Tenant = extract("rg-booking-([^/]+)", 1, tolower(_ResourceId))' : ''
var each = byTenant ? ' by Tenant' : ''
var metric = 'AppMetrics | extend Status = toint(Properties.status)${tenant}'

// A row with the share of failed requests in a longer and in a shorter time. Fewer than five failures alert nobody.
var shares = '${metric} | where Name == "booking_engine.requests" | summarize Failed = sumif(ItemCount, Status >= 500), Long = todouble(sumif(ItemCount, Status >= 500)) / sum(ItemCount), Short = todouble(sumif(ItemCount, Status >= 500 and TimeGenerated > ago({0}))) / max_of(sumif(ItemCount, TimeGenerated > ago({0})), 1)${each} | extend Value = iff(Failed >= 5 and Long > {1} and Short > {1}, 1, 0)'

// The workspace takes nothing more once its daily limit is reached. That is not silence: the rule "limit" tells it.
var limit = 'let limited = toscalar(_LogOperation | where TimeGenerated > ago(1d) and Category =~ "Ingestion" and Detail has "OverQuota" | summarize count());'
var silence = byTenant
  ? '${limit} ${metric} | where Name == "booking_engine.lag" | summarize Last = max(TimeGenerated) by Tenant | extend Value = iff(Last < ago(30m) and limited == 0, 1, 0)'
  : '${limit} ${metric} | where Name == "booking_engine.lag" | summarize Last = max(TimeGenerated) | extend Value = iff((isnull(Last) or Last < ago(30m)) and limited == 0, 1, 0)'

// A quarter of an hour is the cheapest interval of log alerts.
var always = [
  {
    name: 'poison'
    description: 'Messages were given up after too many tries, or decisions over several calendars stay unfinished.'
    severity: 1
    every: 'PT15M'
    window: 'PT15M'
    query: '${metric} | where Name in ("booking_engine.poison.messages", "booking_engine.transfers.overdue") | summarize Value = max(Max)${each}'
    threshold: 0
  }
  {
    name: 'lag'
    description: 'Read models or mails have been behind the events for more than five minutes.'
    severity: 2
    every: 'PT15M'
    window: 'PT15M'
    query: '${metric} | where Name == "booking_engine.lag" | summarize Value = max(Max)${each}'
    threshold: 300
  }
  {
    name: 'failures'
    description: 'Requests were answered with 5xx.'
    severity: 1
    every: 'PT15M'
    window: 'PT15M'
    query: '${metric} | where Name == "booking_engine.requests" and Status >= 500 | summarize Value = sum(ItemCount)${each}'
    threshold: 4
  }
  {
    // The sweep reports the lag every five minutes, also in an idle tenant. So silence means that the app does not start.
    name: 'silence'
    description: 'The sweep has not reported for half an hour: the app does not start, or its timers do not run.'
    severity: 1
    every: 'PT15M'
    window: 'P2D'
    query: silence
    threshold: 0
  }
  {
    name: 'limit'
    description: 'The workspace has reached its daily limit and takes nothing more today. Other alerts on logs are blind until then.'
    severity: 2
    every: 'PT15M'
    window: 'PT15M'
    query: '_LogOperation | where Category =~ "Ingestion" and Detail has "OverQuota" | summarize Value = count()'
    threshold: 0
  }
]

// 99.5 % of the requests of 30 days succeed. 14.4 times the allowance spends 2 % of it in an hour, 6 times spends 5 % in six hours.
var onShares = [
  {
    name: 'burn-fast'
    description: 'More than 7.2 % of the requests failed, in the last hour and in the last five minutes.'
    severity: 1
    every: 'PT5M'
    window: 'PT1H'
    query: format(shares, '5m', '0.072')
    threshold: 0
  }
  {
    name: 'burn-slow'
    description: 'More than 3 % of the requests failed, in the last six hours and in the last half hour.'
    severity: 2
    every: 'PT15M'
    window: 'PT6H'
    query: format(shares, '30m', '0.03')
    threshold: 0
  }
]

resource rule 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in concat(always, burnRate ? onShares : []): {
    name: 'alert-${name}-${rule.name}'
    location: location
    tags: tags
    properties: {
      displayName: '${name}: ${rule.name}'
      description: '${rule.description} See "Alerts" in docs/operating.md.'
      severity: rule.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: rule.every
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
            operator: 'GreaterThan'
            threshold: rule.threshold
            dimensions: byTenant && rule.name != 'limit' ? [{ name: 'Tenant', operator: 'Include', values: ['*'] }] : []
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [actionGroupId] }
    }
  }
]
