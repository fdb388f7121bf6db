// For an operator of several tenants: az deployment sub create --name booking-operator --location "$AZURE_LOCATION" --parameters infra/operator.bicepparam
using 'operator.bicep'

param location = readEnvironmentVariable('AZURE_LOCATION')
param alertEmail = readEnvironmentVariable('ALERT_EMAIL')
param alertWebhook = readEnvironmentVariable('ALERT_WEBHOOK', '')
