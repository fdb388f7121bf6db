namespace BookingEngine.Tests.Infra;

public sealed class FlexConsumptionTests
{
    [Theory]
    [InlineData(nameof(EvaluatedTenant.Example))]
    [InlineData(nameof(EvaluatedTenant.OnACluster))]
    public void The_plan_is_pay_per_use_without_warm_instances(string tenant)
    {
        var plan = EvaluatedTenant.Named(tenant).The("Microsoft.Web/serverfarms");
        Assert.Equal("FC1 FlexConsumption", $"{plan["sku"]!["name"]} {plan["sku"]!["tier"]}");
        var app = EvaluatedTenant.Named(tenant).The("Microsoft.Web/sites")["properties"]!["functionAppConfig"]!;
        Assert.Empty(app["scaleAndConcurrency"]!["alwaysReady"]!.AsArray());
        Assert.Equal("dotnet-isolated 10.0", $"{app["runtime"]!["name"]} {app["runtime"]!["version"]}");
    }

    [Fact]
    public void A_tenant_can_pay_for_running_instances_and_cap_their_number()
    {
        var scale = EvaluatedTenant.Shared.The("Microsoft.Web/sites")["properties"]!["functionAppConfig"]!["scaleAndConcurrency"]!;
        var running = Assert.Single(scale["alwaysReady"]!.AsArray())!;
        Assert.Equal("http 1, at most 10", $"{running["name"]} {running["instanceCount"]}, at most {scale["maximumInstanceCount"]}");
    }

    [Theory, MemberData(nameof(EvaluatedTenant.Names), MemberType = typeof(EvaluatedTenant))]
    public void The_package_is_downloaded_with_the_apps_identity(string tenant)
    {
        var evaluated = EvaluatedTenant.Named(tenant);
        var storage = evaluated.The("Microsoft.Web/sites")["properties"]!["functionAppConfig"]!["deployment"]!["storage"]!;
        Assert.Equal("UserAssignedIdentity", (string)storage["authentication"]!["type"]!);
        Assert.EndsWith(
            evaluated.NamesOf("Microsoft.ManagedIdentity/userAssignedIdentities").Single(),
            (string)storage["authentication"]!["userAssignedIdentityResourceId"]!, StringComparison.Ordinal);
        Assert.Equal(["packages"], evaluated.NamesOf("Microsoft.Storage/storageAccounts/blobServices/containers"));
    }

    [Theory]
    [InlineData(nameof(EvaluatedTenant.Example), "example")]
    [InlineData(nameof(EvaluatedTenant.OnACluster), "largest12345")]
    public void The_developer_cli_finds_group_and_app_by_tags(string name, string tenant)
    {
        var evaluated = EvaluatedTenant.Named(name);
        Assert.Equal(tenant, (string)evaluated.The("Microsoft.Resources/resourceGroups")["tags"]!["azd-env-name"]!);
        Assert.Equal("api", (string)evaluated.The("Microsoft.Web/sites")["tags"]!["azd-service-name"]!);
    }

    // The longest allowed tenant name must still give valid resource names.
    [Theory]
    [InlineData("Microsoft.Storage/storageAccounts", 24)]
    [InlineData("Microsoft.KeyVault/vaults", 24)]
    [InlineData("Microsoft.Web/sites", 32)]
    [InlineData("Microsoft.DocumentDB/mongoClusters", 40)]
    public void Resource_names_fit_their_length_limits(string type, int longest) =>
        Assert.InRange(EvaluatedTenant.OnACluster.NamesOf(type).Single().Length, 3, longest);
}
