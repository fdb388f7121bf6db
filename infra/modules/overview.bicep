// What somebody looks at first: a workbook with six charts, and saved queries. Both are free.
param name string
param location string
param tags object
param workspaceId string

@description('Whose telemetry to show. Empty: that of all tenants of the workspace.')
param insightsId string

var own = empty(insightsId) ? '' : ' | where _ResourceId =~ "${insightsId}"'
var metrics = 'AppMetrics${own} | where TimeGenerated {TimeRange}'

var charts = [
  {
    title: 'Requests by status'
    query: '${metrics} | where Name == "booking_engine.requests" | summarize Requests = sum(ItemCount) by Status = tostring(Properties.status), bin(TimeGenerated, {TimeRange:grain})'
    shape: 'barchart'
  }
  {
    title: 'Duration of requests in seconds: mean, and the slowest'
    query: '${metrics} | where Name == "booking_engine.requests" | summarize Mean = sum(Sum) / sum(ItemCount), Slowest = max(Max) by bin(TimeGenerated, {TimeRange:grain})'
    shape: 'linechart'
  }
  {
    title: 'Commands by outcome'
    query: '${metrics} | where Name == "booking_engine.commands" | summarize Commands = sum(Sum) by Outcome = tostring(Properties.outcome), bin(TimeGenerated, {TimeRange:grain})'
    shape: 'barchart'
  }
  {
    title: 'Lag of read models and mails in seconds'
    query: '${metrics} | where Name == "booking_engine.lag" | summarize Lag = max(Max) by bin(TimeGenerated, {TimeRange:grain})'
    shape: 'linechart'
  }
  {
    title: 'Tries to send a mail by result'
    query: '${metrics} | where Name == "booking_engine.mails" | summarize Tries = sum(Sum) by Result = tostring(Properties.result), bin(TimeGenerated, {TimeRange:grain})'
    shape: 'barchart'
  }
  {
    title: 'Poison messages, lost races, and what the sweep found'
    query: '${metrics} | where Name in ("booking_engine.poison.messages", "booking_engine.append.conflicts", "booking_engine.sweep.finds") | summarize Value = max(Max) by Name, bin(TimeGenerated, {TimeRange:grain})'
    shape: 'linechart'
  }
]

var range = {
  type: 9
  name: 'range'
  content: {
    version: 'KqlParameterItem/1.0'
    parameters: [
      {
        id: guid(name, 'range')
        version: 'KqlParameterItem/1.0'
        name: 'TimeRange'
        label: 'Time range'
        type: 4
        isRequired: true
        value: { durationMs: 86400000 }
        typeSettings: { selectableValues: map([3600000, 14400000, 86400000, 604800000, 2592000000], ms => { durationMs: ms }) }
      }
    ]
  }
}

var items = [
  for (chart, i) in charts: {
    type: 3
    name: 'chart-${i}'
    customWidth: '50'
    content: {
      version: 'KqlItem/1.0'
      title: chart.title
      query: chart.query
      queryType: 0
      resourceType: 'microsoft.operationalinsights/workspaces'
      crossComponentResources: [workspaceId]
      visualization: chart.shape
      size: 0
    }
  }
]

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, 'overview')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Booking Engine ${name}'
    category: 'workbook'
    sourceId: empty(insightsId) ? workspaceId : insightsId
    version: '1.0'
    serializedData: string({ version: 'Notebook/1.0', items: concat([range], items) })
  }
}

// The portal offers them in the logs of the resource. Put the id into the second one.
var queries = [
  {
    title: 'Why the app does not start'
    query: 'FunctionAppLogs | where TimeGenerated > ago(1h) and Level in ("Error", "Critical") | project TimeGenerated, _ResourceId, Message, ExceptionMessage | order by TimeGenerated desc'
  }
  {
    title: 'Everything about one request, by the correlation id of its answer'
    query: 'let id = "the-id"; let operations = AppRequests | where tostring(Properties.correlation_id) == id | distinct OperationId; union (AppRequests | where OperationId in (operations)), (AppDependencies | where OperationId in (operations)), (AppTraces | where Message has id) | order by TimeGenerated asc'
  }
  {
    title: 'Failed requests by function'
    query: 'AppMetrics${own} | where TimeGenerated > ago(1d) and Name == "booking_engine.requests" and toint(Properties.status) >= 500 | summarize Failed = sum(ItemCount), Last = max(TimeGenerated) by Function = tostring(Properties.function), Status = tostring(Properties.status) | order by Failed desc'
  }
  {
    title: 'The slowest functions'
    query: 'AppMetrics${own} | where TimeGenerated > ago(1d) and Name == "booking_engine.requests" | summarize Requests = sum(ItemCount), Mean = sum(Sum) / sum(ItemCount), Slowest = max(Max) by Function = tostring(Properties.function) | order by Slowest desc'
  }
  {
    title: 'When the sweep last reported'
    query: 'AppMetrics${own} | where TimeGenerated > ago(2d) and Name == "booking_engine.lag" | summarize arg_max(TimeGenerated, Max) by _ResourceId'
  }
  {
    title: 'Log lines by id'
    query: 'AppTraces${own} | where TimeGenerated > ago(1d) and SeverityLevel >= 2 | summarize Lines = count(), Last = max(TimeGenerated), Example = take_any(Message) by Id = tostring(Properties.EventId) | order by Lines desc'
  }
]

resource pack 'Microsoft.OperationalInsights/queryPacks@2019-09-01' = {
  name: 'queries-${name}'
  location: location
  tags: tags
  properties: {}

  resource saved 'queries' = [
    for query in queries: {
      name: guid(name, query.title)
      properties: {
        displayName: query.title
        body: query.query
        related: {
          categories: ['applications']
          resourceTypes: ['microsoft.operationalinsights/workspaces', 'microsoft.insights/components']
        }
      }
    }
  ]
}
