// The operator's part with every option. It is only checked, never deployed.
using '../operator.bicep'

param location = 'westeurope'
param alertEmail = 'operator@example.com'
param alertWebhook = 'https://hooks.example.com/an-address-that-is-a-secret'
param burnRateAlerts = true
