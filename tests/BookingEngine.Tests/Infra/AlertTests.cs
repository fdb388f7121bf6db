using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BookingEngine.Telemetry;

namespace BookingEngine.Tests.Infra;

public sealed partial class AlertTests
{
    private const string Rules = "Microsoft.Insights/scheduledQueryRules";

    [Fact]
    public void Poison_lag_failures_silence_and_a_full_workspace_raise_alerts()
    {
        var rules = EvaluatedTenant.Example.All(Rules);
        Assert.Equal(
            ["alert-example-poison", "alert-example-lag", "alert-example-failures", "alert-example-silence", "alert-example-limit"],
            rules.Select(r => (string)r["name"]!));
        var group = EvaluatedTenant.Example.The("Microsoft.Insights/actionGroups");
        Assert.Equal("operator@example.com", (string)Assert.Single(group["properties"]!["emailReceivers"]!.AsArray())!["emailAddress"]!);
        Assert.All(rules, r => Assert.Equal((string)group["id"]!, (string)r["properties"]!["actions"]!["actionGroups"]!.AsArray().Single()!));
    }

    [Fact]
    public void Alerts_read_metrics_that_the_app_emits() => Assert.Equal(
        [EngineTelemetry.Poison.Name, EngineTelemetry.OverdueTransfers.Name, EngineTelemetry.Lag.Name, EngineTelemetry.Requests.Name, EngineTelemetry.Lag.Name],
        EvaluatedTenant.Example.All(Rules).SelectMany(r => AnyMetric.Matches(QueryOf(r))).Select(m => m.Value));

    // The workspace takes nothing more after its daily limit, and then the sweep's reports are missing too.
    [Fact]
    public void A_full_workspace_is_not_taken_for_silence() => Assert.All([EvaluatedTenant.Example, EvaluatedTenant.Operator], of => Assert.Contains(
        "limited == 0", QueryOf(of.All(Rules).Single(r => ((string)r["name"]!).EndsWith("-silence", StringComparison.Ordinal))), StringComparison.Ordinal));

    [Fact]
    public void A_tenant_on_the_operators_workspace_has_no_log_alerts_of_its_own()
    {
        Assert.Empty(EvaluatedTenant.Shared.All(Rules));
        Assert.Empty(EvaluatedTenant.Shared.All("Microsoft.OperationalInsights/workspaces"));
        Assert.Empty(EvaluatedTenant.Shared.All("Microsoft.Insights/actionGroups"));
        var insights = EvaluatedTenant.Shared.The("Microsoft.Insights/components")["properties"]!;
        Assert.Equal((string)EvaluatedTenant.Operator.The("Microsoft.OperationalInsights/workspaces")["id"]!, (string)insights["WorkspaceResourceId"]!);
    }

    [Fact]
    public void The_operators_alerts_name_the_tenant()
    {
        var rules = EvaluatedTenant.Operator.All(Rules).Where(r => !((string)r["name"]!).EndsWith("-limit", StringComparison.Ordinal)).ToList();
        Assert.Equal(6, rules.Count);
        Assert.All(rules, r =>
        {
            Assert.Contains("by Tenant", QueryOf(r), StringComparison.Ordinal);
            Assert.Equal("Tenant", (string)Assert.Single(ConditionOf(r)["dimensions"]!.AsArray())!["name"]!);
        });
    }

    [Fact]
    public void Alerts_that_cost_more_are_off_unless_asked_for()
    {
        Assert.Empty(EvaluatedTenant.Example.All("Microsoft.Insights/metricAlerts"));
        Assert.Empty(EvaluatedTenant.Example.All("Microsoft.Insights/webtests"));
        Assert.Equal(
            ["alert-shared-platform-5xx", "alert-shared-throttled", "alert-shared-units"],
            EvaluatedTenant.Shared.All("Microsoft.Insights/metricAlerts").Select(r => (string)r["name"]!).Where(n => !n.EndsWith("-outside", StringComparison.Ordinal)));
        var test = EvaluatedTenant.Shared.The("Microsoft.Insights/webtests")["properties"]!;
        Assert.Equal("https://booking.example.com/health/ready every 900 s", $"{test["Request"]!["RequestUrl"]} every {test["Frequency"]} s");
    }

    [Fact]
    public void The_overview_has_six_charts_of_metrics_that_the_app_emits()
    {
        var workbook = JsonNode.Parse((string)EvaluatedTenant.Operator.The("Microsoft.Insights/workbooks")["properties"]!["serializedData"]!)!;
        var charts = workbook["items"]!.AsArray().Where(i => (int)i!["type"]! == 3).Select(i => (string)i!["content"]!["query"]!).ToList();
        Assert.Equal(6, charts.Count);
        string[] emitted =
        [
            EngineTelemetry.Requests.Name, EngineTelemetry.Commands.Name, EngineTelemetry.Lag.Name, EngineTelemetry.Mails.Name, EngineTelemetry.Poison.Name,
            EngineTelemetry.Conflicts.Name, EngineTelemetry.SweepFinds.Name,
        ];
        Assert.Empty(charts.SelectMany(c => AnyMetric.Matches(c)).Select(m => m.Value).Except(emitted));
    }

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

    private static JsonNode ConditionOf(JsonNode rule) => rule["properties"]!["criteria"]!["allOf"]!.AsArray().Single()!;

    private static string QueryOf(JsonNode rule) => (string)ConditionOf(rule)["query"]!;

    [GeneratedRegex("booking_engine[a-z._]+")]
    private static partial Regex AnyMetric { get; }
}
