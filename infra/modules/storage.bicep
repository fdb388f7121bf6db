import { queueNames } from 'store-shape.bicep'

param name string
param location string
param tags object
param operatorAddresses string[]

@description('The only subnet that may connect, besides the operator\'s addresses. Default: any network.')
param subnetId string

// The host would create a poison queue with its first message. Created here, it is readable from the first day.
var poisonNames = map(queueNames, queue => '${queue}-poison')

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  // One region, three copies. The package can be published again, and the sweep repeats lost messages.
  sku: { name: 'Standard_LRS' }
  properties: {
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    networkAcls: {
      bypass: 'None'
      defaultAction: empty(subnetId) ? 'Allow' : 'Deny'
      virtualNetworkRules: empty(subnetId) ? [] : [{ id: subnetId }]
      ipRules: empty(subnetId) ? [] : map(operatorAddresses, address => { value: address })
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'

    resource packages 'containers' = {
      name: 'packages'
      properties: { publicAccess: 'None' }
    }
  }

  resource queues 'queueServices' = {
    name: 'default'

    resource queue 'queues' = [for queue in concat(queueNames, poisonNames): { name: queue }]
  }
}

output name string = account.name
output blobEndpoint string = account.properties.primaryEndpoints.blob
output queueEndpoint string = account.properties.primaryEndpoints.queue
output tableEndpoint string = account.properties.primaryEndpoints.table
output packagesUrl string = '${account.properties.primaryEndpoints.blob}${account::blobs::packages.name}'
