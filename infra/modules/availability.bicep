// Calls the API from outside, through whatever is in front of it, every quarter of an hour from each place.
param name string
param location string
param tags object
param insightsId string
param url string
param actionGroupId string

// Amsterdam, Dublin and Virginia.
var places = ['emea-nl-ams-azr', 'emea-gb-db3-azr', 'us-va-ash-azr']

resource test 'Microsoft.Insights/webtests@2022-06-15' = {
  name: 'outside-${name}'
  location: location
  // The portal shows a test with its resource by this tag.
  tags: union(tags, { 'hidden-link:${insightsId}': 'Resource' })
  kind: 'standard'
  properties: {
    SyntheticMonitorId: 'outside-${name}'
    Name: 'ready, seen from outside'
    Kind: 'standard'
    Enabled: true
    Frequency: 900
    Timeout: 30
    RetryEnabled: true
    Locations: [for place in places: { Id: place }]
    Request: { RequestUrl: '${url}/health/ready', HttpVerb: 'GET', ParseDependentRequests: false, FollowRedirects: false }
    ValidationRules: { ExpectedHttpStatusCode: 200, SSLCheck: true, SSLCertRemainingLifetimeCheck: 14 }
  }
}

resource rule 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'alert-${name}-outside'
  location: 'global'
  tags: tags
  properties: {
    description: 'Two places outside get no answer, or its certificate ends within 14 days. See "Alerts" in docs/operating.md.'
    severity: 1
    enabled: true
    scopes: [test.id, insightsId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT30M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: test.id
      componentId: insightsId
      failedLocationCount: 2
    }
    actions: [{ actionGroupId: actionGroupId }]
  }
}
