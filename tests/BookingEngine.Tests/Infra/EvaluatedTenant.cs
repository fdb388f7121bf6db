using System.Text.Json.Nodes;

namespace BookingEngine.Tests.Infra;

/// <summary>The resources of one tenant: the template, compiled and evaluated.</summary>
public sealed class EvaluatedTenant
{
    private readonly IReadOnlyList<JsonNode> _resources;

    private EvaluatedTenant(string file) => _resources =
        [.. JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Infra", file)))!["predictedResources"]!.AsArray().Select(r => r!)];

    /// <summary>On Cosmos DB for MongoDB (RU), serverless.</summary>
    public static EvaluatedTenant Example { get; } = new("example.snapshot.json");

    /// <summary>On a cluster (vCore), with every option set.</summary>
    public static EvaluatedTenant OnACluster { get; } = new("vcore.snapshot.json");

    /// <summary>With the operator's workspace, a network, and every option that is off in the other two.</summary>
    public static EvaluatedTenant Shared { get; } = new("shared.snapshot.json");

    /// <summary>What an operator of several tenants has once.</summary>
    public static EvaluatedTenant Operator { get; } = new("operator.snapshot.json");

    public static TheoryData<string> Names { get; } = [nameof(Example), nameof(OnACluster), nameof(Shared)];

    public static EvaluatedTenant Named(string name) => name switch
    {
        nameof(Example) => Example,
        nameof(OnACluster) => OnACluster,
        _ => Shared,
    };

    public IReadOnlyList<JsonNode> All(string type) => [.. _resources.Where(r => (string)r["type"]! == type)];

    public JsonNode The(string type) => Assert.Single(All(type));

    /// <summary>The last parts of the names of all resources of a type, in the template's order.</summary>
    public IReadOnlyList<string> NamesOf(string type) => [.. All(type).Select(r => ((string)r["name"]!).Split('/')[^1])];

    /// <summary>The function app's environment variables. Values that only Azure knows begin with a bracket.</summary>
    public IReadOnlyDictionary<string, string> Variables => The("Microsoft.Web/sites")["properties"]!["siteConfig"]!["appSettings"]!.AsArray()
        .ToDictionary(s => (string)s!["name"]!, s => (string)s!["value"]!);
}
