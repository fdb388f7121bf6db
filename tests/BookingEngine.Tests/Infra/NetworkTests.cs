using System.Text.Json.Nodes;

namespace BookingEngine.Tests.Infra;

/// <summary>Who may connect to a tenant's resources, and who may delete them.</summary>
public sealed class NetworkTests
{
    private static readonly string[] WithRules = ["Microsoft.Storage/storageAccounts", "Microsoft.KeyVault/vaults"];

    [Fact]
    public void A_restricted_tenant_lets_only_the_apps_subnet_and_the_operator_connect()
    {
        var subnet = SubnetOf(EvaluatedTenant.Shared);
        Assert.Equal(subnet, (string)PropertiesOf(EvaluatedTenant.Shared, "Microsoft.Web/sites")["virtualNetworkSubnetId"]!);
        Assert.True((bool)PropertiesOf(EvaluatedTenant.Shared, "Microsoft.Web/sites")["outboundVnetRouting"]!["allTraffic"]!);
        Assert.All(WithRules, type =>
        {
            var rules = PropertiesOf(EvaluatedTenant.Shared, type)["networkAcls"]!;
            Assert.Equal("Deny", (string)rules["defaultAction"]!);
            Assert.Equal([subnet], rules["virtualNetworkRules"]!.AsArray().Select(r => (string)r!["id"]!));
            Assert.Equal(["203.0.113.7"], rules["ipRules"]!.AsArray().Select(r => (string)r!["value"]!));
        });
        var account = PropertiesOf(EvaluatedTenant.Shared, "Microsoft.DocumentDB/databaseAccounts");
        Assert.True((bool)account["isVirtualNetworkFilterEnabled"]!);
        Assert.Equal([subnet], account["virtualNetworkRules"]!.AsArray().Select(r => (string)r!["id"]!));
        Assert.Equal(["203.0.113.7"], account["ipRules"]!.AsArray().Select(r => (string)r!["ipAddressOrRange"]!));
    }

    // Without an endpoint for a service, its rule for the subnet would lock the app out.
    [Fact]
    public void The_subnet_is_flex_consumptions_and_has_an_endpoint_for_each_service()
    {
        var subnet = PropertiesOf(EvaluatedTenant.Shared, "Microsoft.Network/virtualNetworks")["subnets"]!.AsArray().Single()!["properties"]!;
        Assert.Equal("Microsoft.App/environments", (string)subnet["delegations"]!.AsArray().Single()!["properties"]!["serviceName"]!);
        Assert.Equal(
            ["Microsoft.AzureCosmosDB", "Microsoft.KeyVault", "Microsoft.Storage"],
            subnet["serviceEndpoints"]!.AsArray().Select(e => (string)e!["service"]!));
    }

    [Theory]
    [InlineData(nameof(EvaluatedTenant.Example))]
    [InlineData(nameof(EvaluatedTenant.OnACluster))]
    public void A_tenant_has_no_network_of_its_own_by_default(string tenant)
    {
        var evaluated = EvaluatedTenant.Named(tenant);
        Assert.Empty(evaluated.All("Microsoft.Network/virtualNetworks"));
        Assert.Null(PropertiesOf(evaluated, "Microsoft.Web/sites")["virtualNetworkSubnetId"]);
        Assert.All(WithRules, type => Assert.Equal("Allow", (string)PropertiesOf(evaluated, type)["networkAcls"]!["defaultAction"]!));
    }

    [Fact]
    public void Behind_a_front_only_its_requests_are_let_in()
    {
        var site = PropertiesOf(EvaluatedTenant.Shared, "Microsoft.Web/sites")["siteConfig"]!;
        Assert.Equal("Deny", (string)site["ipSecurityRestrictionsDefaultAction"]!);
        var rules = site["ipSecurityRestrictions"]!.AsArray();
        Assert.Equal(["AzureFrontDoor.Backend", "198.51.100.0/24"], rules.Select(r => (string)r!["ipAddress"]!));
        Assert.Equal("00000000-0000-0000-0000-00000000f00d", (string)rules[0]!["headers"]!["x-azure-fdid"]!.AsArray().Single()!);
        Assert.Equal("2", EvaluatedTenant.Shared.Variables["TRUSTED_PROXIES"]);
    }

    [Fact]
    public void Without_a_front_everyone_is_let_in()
    {
        var site = PropertiesOf(EvaluatedTenant.Example, "Microsoft.Web/sites")["siteConfig"]!;
        Assert.Equal("Allow", (string)site["ipSecurityRestrictionsDefaultAction"]!);
        Assert.Empty(site["ipSecurityRestrictions"]!.AsArray());
    }

    [Fact]
    public void A_lock_protects_what_holds_data_only_if_asked_for()
    {
        Assert.Empty(EvaluatedTenant.Example.All("Microsoft.Authorization/locks"));
        var locks = EvaluatedTenant.Shared.All("Microsoft.Authorization/locks");
        Assert.All(locks, l => Assert.Equal("CanNotDelete", (string)l["properties"]!["level"]!));
        Assert.Equal(["vaults", "databaseAccounts"], locks.Select(l => ((string)l["id"]!).Split('/')[^6]));
    }

    private static JsonNode PropertiesOf(EvaluatedTenant tenant, string type) => tenant.The(type)["properties"]!;

    private static string SubnetOf(EvaluatedTenant tenant) => $"{tenant.The("Microsoft.Network/virtualNetworks")["id"]}/subnets/app";
}
