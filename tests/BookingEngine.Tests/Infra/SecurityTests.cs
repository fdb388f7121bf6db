using System.Text.Json.Nodes;

namespace BookingEngine.Tests.Infra;

/// <summary>The security settings of a tenant's resources, as sent to Azure.</summary>
public sealed class SecurityTests
{
    public static TheoryData<string> Tenants => EvaluatedTenant.Names;

    [Theory, MemberData(nameof(Tenants))]
    public void Storage_accepts_identities_over_tls_only_and_exposes_no_blob(string tenant)
    {
        var storage = PropertiesOf(tenant, "Microsoft.Storage/storageAccounts");
        Assert.False((bool)storage["allowSharedKeyAccess"]!);
        Assert.False((bool)storage["allowBlobPublicAccess"]!);
        Assert.True((bool)storage["supportsHttpsTrafficOnly"]!);
        Assert.Equal("TLS1_2", (string)storage["minimumTlsVersion"]!);
        Assert.Equal("None", (string)PropertiesOf(tenant, "Microsoft.Storage/storageAccounts/blobServices/containers")["publicAccess"]!);
    }

    [Theory, MemberData(nameof(Tenants))]
    public void The_app_accepts_https_only_and_neither_ftp_nor_publishing_passwords(string tenant)
    {
        var app = PropertiesOf(tenant, "Microsoft.Web/sites");
        Assert.True((bool)app["httpsOnly"]!);
        Assert.Equal("1.2", (string)app["siteConfig"]!["minTlsVersion"]!);
        Assert.Equal("1.2", (string)app["siteConfig"]!["scmMinTlsVersion"]!);
        Assert.Equal("Disabled", (string)app["siteConfig"]!["ftpsState"]!);
        var publishing = EvaluatedTenant.Named(tenant).All("Microsoft.Web/sites/basicPublishingCredentialsPolicies");
        Assert.Equal(["ftp", "scm"], EvaluatedTenant.Named(tenant).NamesOf("Microsoft.Web/sites/basicPublishingCredentialsPolicies"));
        Assert.All(publishing, p => Assert.False((bool)p["properties"]!["allow"]!));
    }

    // The platform's CORS answer would replace the app's, which CORS_ORIGINS sets.
    [Theory, MemberData(nameof(Tenants))]
    public void The_platforms_own_cors_stays_empty(string tenant) =>
        Assert.Null(PropertiesOf(tenant, "Microsoft.Web/sites")["siteConfig"]!["cors"]);

    [Theory, MemberData(nameof(Tenants))]
    public void The_vault_uses_roles_and_cannot_be_purged(string tenant)
    {
        var vault = PropertiesOf(tenant, "Microsoft.KeyVault/vaults");
        Assert.True((bool)vault["enableRbacAuthorization"]!);
        Assert.True((bool)vault["enableSoftDelete"]!);
        Assert.True((bool)vault["enablePurgeProtection"]!);
    }

    [Fact]
    public void The_account_is_serverless_single_region_tls_only_for_azure_addresses()
    {
        var account = PropertiesOf(nameof(EvaluatedTenant.Example), "Microsoft.DocumentDB/databaseAccounts");
        Assert.Equal(
            ["EnableMongo", "EnableServerless"], account["capabilities"]!.AsArray().Select(c => (string)c!["name"]!));
        Assert.Equal("Tls12", (string)account["minimalTlsVersion"]!);
        Assert.Single(account["locations"]!.AsArray());
        Assert.False((bool)account["enableMultipleWriteLocations"]!);
        Assert.Equal("Session", (string)account["consistencyPolicy"]!["defaultConsistencyLevel"]!);
        Assert.Equal(["0.0.0.0"], account["ipRules"]!.AsArray().Select(r => (string)r!["ipAddressOrRange"]!));
        Assert.Equal("Continuous", (string)account["backupPolicy"]!["type"]!);
        Assert.Empty(EvaluatedTenant.Example.All("Microsoft.DocumentDB/mongoClusters"));
    }

    [Fact]
    public void The_app_signs_in_with_the_accounts_key_unless_told_otherwise()
    {
        Assert.Empty(EvaluatedTenant.Example.All("Microsoft.DocumentDB/databaseAccounts/mongodbUserDefinitions"));
        Assert.Contains(").primaryMasterKey)", UriOf(EvaluatedTenant.Example), StringComparison.Ordinal);
        var user = EvaluatedTenant.Shared.The("Microsoft.DocumentDB/databaseAccounts/mongodbUserDefinitions")["properties"]!;
        var role = Assert.Single(user["roles"]!.AsArray())!;
        Assert.Equal("booking: readWrite on booking", $"{user["userName"]}: {role["role"]} on {role["db"]}");
        Assert.DoesNotContain("listKeys", UriOf(EvaluatedTenant.Shared), StringComparison.Ordinal);
        Assert.Contains("authSource={3}&authMechanism=SCRAM-SHA-256", UriOf(EvaluatedTenant.Shared), StringComparison.Ordinal);
    }

    [Fact]
    public void The_cluster_admits_only_azures_and_the_operators_addresses()
    {
        var rules = EvaluatedTenant.OnACluster.All("Microsoft.DocumentDB/mongoClusters/firewallRules").Select(r => r["properties"]!);
        Assert.Equal(
            ["0.0.0.0-0.0.0.0", "203.0.113.7-203.0.113.7"], rules.Select(r => $"{r["startIpAddress"]}-{r["endIpAddress"]}"));
        Assert.Empty(EvaluatedTenant.OnACluster.All("Microsoft.DocumentDB/databaseAccounts"));
    }

    [Theory, MemberData(nameof(Tenants))]
    public void Telemetry_is_accepted_from_identities_only(string tenant)
    {
        Assert.True((bool)PropertiesOf(tenant, "Microsoft.Insights/components")["DisableLocalAuth"]!);
        var withWorkspace = tenant == nameof(EvaluatedTenant.Shared) ? EvaluatedTenant.Operator : EvaluatedTenant.Named(tenant);
        Assert.True((bool)withWorkspace.The("Microsoft.OperationalInsights/workspaces")["properties"]!["features"]!["disableLocalAuth"]!);
    }

    // The files of these tenants and of the operator have these literal values.
    [Theory]
    [InlineData("vcore", "correct horse battery staple")]
    [InlineData("vcore", "a/password?with:marks@")]
    [InlineData("shared", "another/password?with:marks@")]
    [InlineData("shared", "an-older-api-key")]
    [InlineData("shared", "an-older-signing-key-of-32-bytes-or-more")]
    [InlineData("shared", "an-address-that-is-a-secret")]
    [InlineData("shared", "0000000000000000000000000000000000000000000000000000000000000001")]
    [InlineData("shared", "0000000000000000000000000000000000000000000000000000000000000002")]
    [InlineData("operator", "an-address-that-is-a-secret")]
    public void No_secret_appears_in_the_evaluated_template(string file, string secret) => Assert.DoesNotContain(
        secret, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Infra", $"{file}.snapshot.json")), StringComparison.Ordinal);

    private static string UriOf(EvaluatedTenant tenant) => (string)tenant.All("Microsoft.KeyVault/vaults/secrets")
        .Single(s => ((string)s["name"]!).EndsWith("/mongodb-uri", StringComparison.Ordinal))["properties"]!["value"]!;

    private static JsonNode PropertiesOf(string tenant, string type) => EvaluatedTenant.Named(tenant).The(type)["properties"]!;
}
