using System.Reflection;
using BookingEngine.Calendars;
using BookingEngine.Functions.Http;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.LocalHost;

namespace BookingEngine.Tests;

public sealed class ArchitectureTests
{
    /// <summary>Each assembly with the minimum number of edges in its graph. A smaller graph would prove nothing.</summary>
    public static TheoryData<Assembly, int> Layered => new()
    {
        { typeof(Calendar).Assembly, 6 },
        { typeof(Settings).Assembly, 6 },
        { typeof(HttpEdge).Assembly, 6 },
        { typeof(LocalHostApplication).Assembly, 4 },
    };

    [Fact]
    public void The_domain_does_not_depend_on_web_drivers_or_cloud() => Assert.Equal(
        ["Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions", "NodaTime", "NodaTime.Serialization.SystemTextJson"],
        typeof(Calendar).Assembly.GetReferencedAssemblies().Select(a => a.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal)).Order());

    [Fact]
    public void The_functions_do_not_depend_on_the_document_writer() =>
        Assert.DoesNotContain(typeof(HttpEdge).Assembly.GetReferencedAssemblies(), a => a.Name is "BookingEngine.OpenApi" or "Microsoft.OpenApi");

    [Theory]
    [MemberData(nameof(Layered))]
    public void Namespaces_form_no_circle(Assembly assembly, int edges)
    {
        var graph = NamespaceGraph.Of(assembly);
        Assert.True(graph.Values.Sum(used => used.Count) >= edges, "The graph is too small to prove anything.");
        Assert.Empty(NamespaceGraph.Circles(graph));
    }

    [Fact]
    public void A_circle_between_namespaces_is_found() => Assert.Equal(
        ["a, b", "c, d, e"],
        NamespaceGraph.Circles(new Dictionary<string, HashSet<string>>
        {
            ["a"] = ["b", "c"],
            ["b"] = ["a"],
            ["c"] = ["d"],
            ["d"] = ["e"],
            ["e"] = ["c", "f"],
            ["f"] = [],
        }));
}
