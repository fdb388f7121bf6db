// For the Azure Developer CLI, which has the values in its environment: see azure.yaml. Otherwise copy tenants/example.bicepparam.
using 'main.bicep'

param tenant = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')

param apiKey = readEnvironmentVariable('API_KEY')
param jwtSecretKey = readEnvironmentVariable('JWT_SECRET_KEY')

param smtpHost = readEnvironmentVariable('SMTP_HOST')
param smtpUser = readEnvironmentVariable('SMTP_USER')
param smtpPassword = readEnvironmentVariable('SMTP_PASSWORD')
param smtpFromEmail = readEnvironmentVariable('SMTP_FROM_EMAIL')

// Without an administrator nobody can set up services and resources.
param adminEmail = readEnvironmentVariable('ADMIN_EMAIL', '')
param adminPassword = readEnvironmentVariable('ADMIN_PASSWORD', '')

// Wraps the keys of persons, if WRAP_PERSON_KEYS is true.
param wrapPersonKeys = bool(readEnvironmentVariable('WRAP_PERSON_KEYS', 'false'))
param dataKey = readEnvironmentVariable('DATA_KEY', '')

// serverless, or vcore with VCORE_PASSWORD.
param store = readEnvironmentVariable('STORE', 'serverless')
param vcorePassword = readEnvironmentVariable('VCORE_PASSWORD', '')

// Of infra/operator.bicep, if the tenant shares them.
param workspaceId = readEnvironmentVariable('WORKSPACE_ID', '')
param actionGroupId = readEnvironmentVariable('ACTION_GROUP_ID', '')

param corsOrigins = filter(split(readEnvironmentVariable('CORS_ORIGINS', ''), ','), origin => !empty(origin))

param alertEmail = readEnvironmentVariable('ALERT_EMAIL')
param monthlyBudget = int(readEnvironmentVariable('MONTHLY_BUDGET', '20'))
param budgetStart = readEnvironmentVariable('BUDGET_START')
