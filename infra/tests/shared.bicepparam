// A tenant on the operator's workspace, with everything that costs nothing by default turned on. It is only checked, never deployed.
using '../main.bicep'

param tenant = 'shared'
param location = 'uksouth'
param apiKey = readEnvironmentVariable('API_KEY')
param rotating = ['API_KEY', 'JWT_SECRET_KEY']
param apiKeyPrevious = 'an-older-api-key'
param jwtSecretKey = readEnvironmentVariable('JWT_SECRET_KEY')
param jwtSecretKeyPrevious = 'an-older-signing-key-of-32-bytes-or-more'
param smtpHost = 'smtp.example.com'
param smtpUser = 'booking'
param smtpPassword = readEnvironmentVariable('SMTP_PASSWORD')
param smtpFromEmail = 'no-reply@example.com'
param publicUrl = 'https://booking.example.com'
param adminEmail = 'admin@example.com'
param adminPassword = readEnvironmentVariable('ADMIN_PASSWORD')
param databaseKey = 'secondary'
param databaseSignIn = 'user'
param databaseUserPassword = 'another/password?with:marks@'
param operatorAddresses = ['203.0.113.7']
param network = 'restricted'
param deleteLock = true
param trustedProxies = '2'
param frontDoorId = '00000000-0000-0000-0000-00000000f00d'
param frontNetworks = ['198.51.100.0/24']
param maximumInstances = 10
param alwaysReady = [{ name: 'http', instanceCount: 1 }]
param preparedInstances = false
param alertEmail = 'operator@example.com'
param alertWebhook = 'https://hooks.example.com/an-address-that-is-a-secret'
param workspaceId = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-booking-operator/providers/Microsoft.OperationalInsights/workspaces/log-booking-operator'
param actionGroupId = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-booking-operator/providers/Microsoft.Insights/actionGroups/ag-booking-operator'
param availabilityTest = true
param metricAlerts = true
param burnRateAlerts = true
param monthlyBudget = 50
param budgetStart = '2026-11-01'
