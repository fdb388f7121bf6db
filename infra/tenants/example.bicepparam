// Copy this file for a new tenant, and change the values. Secrets are not in the file. The deployment reads them from the
// environment: API_KEY, JWT_SECRET_KEY, SMTP_PASSWORD and ADMIN_PASSWORD.
using '../main.bicep'

param tenant = 'example'
param location = 'westeurope'

param apiKey = readEnvironmentVariable('API_KEY')
param jwtSecretKey = readEnvironmentVariable('JWT_SECRET_KEY')

param smtpHost = 'smtp.example.com'
param smtpUser = 'booking'
param smtpPassword = readEnvironmentVariable('SMTP_PASSWORD')
param smtpFromEmail = 'no-reply@example.com'

// Without an administrator nobody can set up services and resources.
param adminEmail = 'admin@example.com'
param adminPassword = readEnvironmentVariable('ADMIN_PASSWORD')

param corsOrigins = ['https://www.example.com']

param alertEmail = 'operator@example.com'
param monthlyBudget = 20
param budgetStart = '2026-11-01'
