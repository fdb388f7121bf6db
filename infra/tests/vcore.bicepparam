// A tenant on a cluster, with everything that the example leaves out. It is only checked, never deployed.
using '../main.bicep'

param tenant = 'largest12345'
param location = 'swedencentral'
param apiKey = readEnvironmentVariable('API_KEY')
param jwtSecretKey = readEnvironmentVariable('JWT_SECRET_KEY')
param smtpHost = 'smtp.example.com'
param smtpPort = 465
param smtpUser = 'booking'
param smtpPassword = readEnvironmentVariable('SMTP_PASSWORD')
param smtpFromEmail = 'no-reply@example.com'
param publicUrl = 'https://booking.example.com'
param emailVerification = 'required'
param adminEmail = 'admin@example.com'
param adminPassword = 'correct horse battery staple'
param moreSettings = { RATE_LIMIT_BOOK: '40/hour', TRUSTED_PROXIES: '9' }
param store = 'vcore'
param vcoreTier = 'M30'
param vcorePassword = 'a/password?with:marks@'
param operatorAddresses = ['203.0.113.7']
param instanceMemoryMB = 512
param alertEmail = 'operator@example.com'
param monthlyBudget = 200
param budgetStart = '2026-11-01'
