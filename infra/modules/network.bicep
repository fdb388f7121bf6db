// A subnet for the app, and its way to database, storage and vault. Service endpoints cost nothing; private endpoints would.
param name string
param location string
param tags object

resource network 'Microsoft.Network/virtualNetworks@2024-07-01' = {
  name: 'vnet-${name}'
  location: location
  tags: tags
  properties: {
    // Connected to no other network, so each tenant can have the same addresses.
    addressSpace: { addressPrefixes: ['10.0.0.0/24'] }
    subnets: [
      {
        name: 'app'
        properties: {
          // 64 addresses for the app's instances, of which Azure keeps five.
          addressPrefix: '10.0.0.0/26'
          delegations: [{ name: 'app', properties: { serviceName: 'Microsoft.App/environments' } }]
          serviceEndpoints: [
            { service: 'Microsoft.AzureCosmosDB' }
            { service: 'Microsoft.KeyVault' }
            { service: 'Microsoft.Storage' }
          ]
        }
      }
    ]
  }

  resource app 'subnets' existing = { name: 'app' }
}

output subnetId string = network::app.id
