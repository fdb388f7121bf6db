using System.Text.RegularExpressions;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.RateLimiting;

namespace BookingEngine.Tests.Infra;

/// <summary>The app starts with the environment that the template gives it.</summary>
public sealed partial class AppSettingTests
{
    // Each has a default that is right on Azure, or follows from another setting.
    private static readonly string[] LeftOut =
    [
        "AzureWebJobsStorage", "AzureWebJobsStorage__accountName", // uses an identity, with other variables
        "DATA_DIR", // there is no persistent disk
        "ERASURE_BOOKINGS", "RETENTION_MONTHS", // cancel and off by default; moreSettings can set them
        "API_KEY_PREVIOUS", "JWT_SECRET_KEY_PREVIOUS", // only during a rotation
        "DATA_KEY", "DATA_KEY_PREVIOUS", // off until wrapPersonKeys is true
        "EXCLUSIVE_PER_CUSTOMER", // off by default; moreSettings can set it
        "HOLDS_PER_CUSTOMER", // 3 by default; moreSettings can set it
        "PUBLIC_HOLDS", // 3 by default; moreSettings can set it
        "JWT_AUDIENCE", "JWT_ISSUER", // default to PUBLIC_URL
        "OTEL_EXPORTER_OTLP_ENDPOINT", // replaced by Application Insights
        "RATE_LIMITS", .. Enum.GetValues<RateLimitName>().Select(LimitSettings.VariableOf), // on by default; moreSettings can set others
        "SECOND_FACTOR", // off by default; moreSettings can set it
        "SESSION_MAXIMUM_DAYS", // 90 by default; moreSettings can set it
        "SMTP_TLS", // follows from the port
        "WEBHOOK_CONCURRENCY", // 8 by default; moreSettings can set it
        "WEBHOOK_ALLOW_LOOPBACK", // for development only
    ];

    public static TheoryData<string> Tenants => EvaluatedTenant.Names;

    [Theory, MemberData(nameof(Tenants))]
    public void Every_variable_of_the_app_is_set_or_omitted_on_purpose(string tenant)
    {
        var asked = new HashSet<string>();
        _ = Read(tenant, asked);
        Assert.Empty(asked.Except(EvaluatedTenant.Named(tenant).Variables.Keys).Except(LeftOut));
        Assert.Contains("MONGODB_URI", EvaluatedTenant.Named(tenant).Variables.Keys);
        Assert.Contains("MONGODB_DB", EvaluatedTenant.Named(tenant).Variables.Keys);
    }

    [Theory, MemberData(nameof(Tenants))]
    public void The_app_accepts_the_deployed_settings(string tenant)
    {
        var settings = Read(tenant, []);
        Assert.Equal(new TrustedProxies(tenant == nameof(EvaluatedTenant.Shared) ? 2 : 1, []), settings.Proxies);
        Assert.NotNull(settings.FirstAdmin);
        Assert.NotNull(settings.Smtp);
        Assert.True(settings.Storage is { ConnectionString: null, ByManagedIdentity: true, ClientId: not null });
        Assert.Equal("booking", settings.Mongo!.Database);
        Assert.NotNull(settings.Insights);
    }

    [Fact]
    public void Allowed_origins_are_settings_of_the_app()
    {
        Assert.Equal(["https://www.example.com"], Read(nameof(EvaluatedTenant.Example), []).CorsOrigins);
        Assert.Empty(Read(nameof(EvaluatedTenant.OnACluster), []).CorsOrigins);
    }

    [Theory, MemberData(nameof(Tenants))]
    public void Storage_is_accessed_by_identity_and_platform_settings_are_not_set(string tenant)
    {
        var variables = EvaluatedTenant.Named(tenant).Variables;
        Assert.Equal("managedidentity", variables["AzureWebJobsStorage__credential"]);
        Assert.EndsWith(".clientId]", variables["AzureWebJobsStorage__clientId"], StringComparison.Ordinal);
        Assert.All(["blob", "queue", "table"], s => Assert.EndsWith(
            $".primaryEndpoints.{s}]", variables[$"AzureWebJobsStorage__{s}ServiceUri"], StringComparison.Ordinal));
        Assert.Equal("true", variables["AzureWebJobsDisableHomepage"]);
        string[] refused = ["AzureWebJobsStorage", "FUNCTIONS_WORKER_RUNTIME", "FUNCTIONS_EXTENSION_VERSION", "WEBSITE_RUN_FROM_PACKAGE"];
        Assert.Empty(refused.Intersect(variables.Keys));
    }

    [Theory]
    [InlineData(nameof(EvaluatedTenant.Example), "ADMIN_PASSWORD", "API_KEY", "JWT_SECRET_KEY", "MONGODB_URI", "SMTP_PASS")]
    [InlineData(nameof(EvaluatedTenant.OnACluster), "ADMIN_PASSWORD", "API_KEY", "JWT_SECRET_KEY", "MONGODB_URI", "SMTP_PASS")]
    [InlineData(nameof(EvaluatedTenant.Shared), "ADMIN_PASSWORD", "API_KEY", "API_KEY_PREVIOUS", "DATA_KEY", "DATA_KEY_PREVIOUS", "JWT_SECRET_KEY", "JWT_SECRET_KEY_PREVIOUS", "MONGODB_URI", "SMTP_PASS")]
    public void Every_secret_setting_references_a_version_of_an_existing_secret(string tenant, params string[] names)
    {
        var evaluated = EvaluatedTenant.Named(tenant);
        var vault = (string)evaluated.The("Microsoft.KeyVault/vaults")["name"]!;
        var references = evaluated.Variables.Where(v => v.Value.Contains("@Microsoft.KeyVault(", StringComparison.Ordinal)).ToList();
        Assert.Equal(names, references.Select(r => r.Key).Order(StringComparer.Ordinal));
        Assert.All(references, r =>
        {
            var match = Reference.Match(r.Value);
            Assert.Equal(vault, match.Groups[1].Value);
            Assert.Contains(match.Groups[2].Value, evaluated.NamesOf("Microsoft.KeyVault/vaults/secrets"));
        });
        Assert.EndsWith("/userAssignedIdentities/" + evaluated.NamesOf("Microsoft.ManagedIdentity/userAssignedIdentities").Single(),
            (string)evaluated.The("Microsoft.Web/sites")["properties"]!["keyVaultReferenceIdentity"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(EvaluatedTenant.Example), "ssl=true")]
    [InlineData(nameof(EvaluatedTenant.OnACluster), "tls=true")]
    [InlineData(nameof(EvaluatedTenant.Shared), "ssl=true")]
    public void Store_connections_are_encrypted_and_closed_before_azure_cuts_them(string tenant, string encrypted)
    {
        var uri = EvaluatedTenant.Named(tenant).All("Microsoft.KeyVault/vaults/secrets")
            .Single(s => ((string)s["name"]!).EndsWith("/mongodb-uri", StringComparison.Ordinal))["properties"]!["value"]!.ToString();
        Assert.Contains(encrypted, uri, StringComparison.Ordinal);
        Assert.Contains("maxIdleTimeMS=120000", uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_tenant_that_says_so_leaves_the_prepared_instances()
    {
        Assert.DoesNotContain("WEBSITE_USE_PLACEHOLDER_DOTNETISOLATED", EvaluatedTenant.Example.Variables.Keys);
        Assert.Equal("0", EvaluatedTenant.Shared.Variables["WEBSITE_USE_PLACEHOLDER_DOTNETISOLATED"]);
    }

    [Fact]
    public void Additional_settings_are_added_without_overriding_ours()
    {
        var variables = EvaluatedTenant.OnACluster.Variables;
        Assert.Equal("40/hour", variables["RATE_LIMIT_BOOK"]);
        Assert.Equal("1", variables["TRUSTED_PROXIES"]);
    }

    // Fills in the values that only Azure knows.
    private static Settings Read(string tenant, HashSet<string> asked) => Settings.Read(new SettingReader(name =>
    {
        asked.Add(name);
        return EvaluatedTenant.Named(tenant).Variables.GetValueOrDefault(name) switch
        {
            _ when name == "MONGODB_URI" => "mongodb://account.mongo.cosmos.azure.com:10255/?ssl=true",
            { } when name == "AzureWebJobsStorage__queueServiceUri" => "https://account.queue.core.windows.net/",
            { } when name == "AzureWebJobsStorage__clientId" => "00000000-0000-0000-0000-000000000002",
            "" or null when name == "PUBLIC_URL" => "https://func-example.azurewebsites.net",
            { } value when Reference.IsMatch(value) && name.StartsWith("DATA_KEY", StringComparison.Ordinal) => new string('0', 63) + name.Length % 10,
            { } value when Reference.IsMatch(value) => "a-secret-of-32-bytes-from-the-vault",
            { } when name == "APPLICATIONINSIGHTS_CONNECTION_STRING" => "InstrumentationKey=00000000-0000-0000-0000-000000000001",
            { } value when name == "APPLICATIONINSIGHTS_AUTHENTICATION_STRING" => Formatted.Match(value).Groups[1].Value,
            var value => value,
        };
    }));

    // Azure knows the address with the version when the secret is written.
    [GeneratedRegex(@"^\[format\('@Microsoft\.KeyVault\(SecretUri=\{0\}\)', reference\('[^']*/vaults/([^/]+)/secrets/([^/']+)', '[^']+'\)\.secretUriWithVersion\)\]$")]
    private static partial Regex Reference { get; }

    [GeneratedRegex(@"^\[format\('([^']+)'")]
    private static partial Regex Formatted { get; }
}
