using System.Text.RegularExpressions;
using BookingEngine.Telemetry;

namespace BookingEngine.Tests.Infra;

public sealed partial class AlertTests
{
    private const string Rules = "Microsoft.Insights/scheduledQueryRules";

    [Fact]
    public void Poison_lag_failures_and_silence_raise_alerts()
    {
        var rules = EvaluatedTenant.Example.All(Rules);
        Assert.Equal(["alert-example-poison", "alert-example-lag", "alert-example-failures", "alert-example-silence"], rules.Select(r => (string)r["name"]!));
        var group = EvaluatedTenant.Example.The("Microsoft.Insights/actionGroups");
        Assert.Equal("operator@example.com", (string)Assert.Single(group["properties"]!["emailReceivers"]!.AsArray())!["emailAddress"]!);
        Assert.All(rules, r => Assert.Equal((string)group["id"]!, (string)r["properties"]!["actions"]!["actionGroups"]!.AsArray().Single()!));
    }

    [Fact]
    public void Alerts_read_metrics_that_the_app_emits() => Assert.Equal(
        [EngineTelemetry.Poison.Name, EngineTelemetry.Lag.Name, EngineTelemetry.Requests.Name, EngineTelemetry.Lag.Name],
        EvaluatedTenant.Example.All(Rules).Select(r => Metric.Match((string)r["properties"]!["criteria"]!["allOf"]!.AsArray().Single()!["query"]!).Groups[1].Value));

    [Fact]
    public void The_budget_alerts_at_80_percent_and_by_forecast()
    {
        var budget = EvaluatedTenant.Example.The("Microsoft.Consumption/budgets")["properties"]!;
        Assert.Equal(20, (int)budget["amount"]!);
        Assert.Equal(
            ["Actual 80", "Forecasted 100"], budget["notifications"]!.AsObject().Select(n => $"{n.Value!["thresholdType"]} {n.Value["threshold"]}").Order());
    }

    [Fact]
    public void Logs_have_a_daily_limit() =>
        Assert.Equal(1, (int)EvaluatedTenant.Example.The("Microsoft.OperationalInsights/workspaces")["properties"]!["workspaceCapping"]!["dailyQuotaGb"]!);

    [Theory]
    [InlineData(nameof(EvaluatedTenant.Example), "KeyVault/vaults", "DocumentDB/databaseAccounts", "Web/sites")]
    [InlineData(nameof(EvaluatedTenant.OnACluster), "KeyVault/vaults", "DocumentDB/mongoClusters", "Web/sites")]
    public void Operations_on_vault_store_and_app_are_logged(string tenant, params string[] types) => Assert.All(types, type => Assert.Contains(
        EvaluatedTenant.Named(tenant).All("Microsoft.Insights/diagnosticSettings"),
        d => ((string)d["id"]!).Contains($"/Microsoft.{type}/", StringComparison.Ordinal)));

    [GeneratedRegex("Name == \"([^\"]+)\"")]
    private static partial Regex Metric { get; }
}
